package dev.trine.spark.ml;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.Identifiable;

/** The params that estimators and their models have alike. */
final class ColumnParams {
  private ColumnParams() {}

  static Param<String> features(Identifiable parent) {
    return new Param<>(
        parent,
        "featuresCol",
        "column of the features: a vector, an array, a number, bytes or an image");
  }

  static Param<String> prediction(Identifiable parent) {
    return new Param<>(parent, "predictionCol", "column of the predictions, double; none if empty");
  }

  static Param<String> probability(Identifiable parent) {
    return new Param<>(
        parent, "probabilityCol", "column of the classes' probabilities, a vector; none if empty");
  }

  static Param<String> backend(Identifiable parent) {
    return new Param<>(
        parent,
        "backend",
        "backend of the executors: cpu, opencl, cuda, gpu or auto; if not set, the GPU that Spark assigns, or what each executor chooses");
  }
}
