package dev.trine.spark.ml;

import dev.trine.spark.DetachedModel;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;

/** Reads what a {@link ModelWriter} has written. */
final class ModelReader<M extends TrineModel<M>> extends MLReader<M> {
  @Override
  public M load(String path) {
    DefaultParamsReader<M> params = new DefaultParamsReader<>();
    params.session(sparkSession());
    M model = params.load(path);
    model.detached(
        DetachedModel.load(
            ModelWriter.weights(path), sparkSession().sparkContext().hadoopConfiguration()));
    return model;
  }
}
