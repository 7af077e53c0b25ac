/**
 * Training on the machines of an Apache Spark cluster, in rounds: the driver sends the weights out,
 * each partition of the examples works from them, and the driver updates the weights by the sum of
 * what they come to. What a partition does is a function of weights, examples, round and seed
 * alone, so that a task that is lost, or run twice, changes no bit of the result.
 */
package dev.trine.spark;
