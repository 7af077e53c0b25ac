/** What is learned: classes or numbers, and how results are told. */
package dev.trine.cli.train.goal;
