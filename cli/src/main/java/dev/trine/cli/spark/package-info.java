/**
 * {@code --spark}: Apache Spark, which is resolved when it is first asked for, and the JVM that has
 * it.
 */
package dev.trine.cli.spark;
