/**
 * The table at the end of {@code ./verify}. On the JDK alone: {@code ./verify} compiles this
 * package by itself, so that it can tell of a build that failed, too.
 */
package dev.trine.verification.summary;
