/**
 * Networks as stages of Spark ML's pipelines: estimators that are trained by {@link
 * dev.trine.spark.SparkTrainer}, and the models that they become.
 */
package dev.trine.spark.ml;
