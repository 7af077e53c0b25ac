/** Examples that are trained on Apache Spark. */
package dev.trine.examples.spark;
