/** The same training steps in Trine and in what a Java program would use instead. */
package dev.trine.benchmarks.peers;
