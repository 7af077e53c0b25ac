package dev.trine.spark.ml;

import dev.trine.spark.DetachedModel;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWriter;

/** Writes a model's params as Spark ML does, and its weights beside them as a file of Trine's. */
final class ModelWriter extends MLWriter {
  private final TrineModel<?> model;

  ModelWriter(TrineModel<?> model) {
    this.model = model;
  }

  static String weights(String path) {
    return path + "/model.safetensors";
  }

  @Override
  public void saveImpl(String path) {
    DefaultParamsWriter params = new DefaultParamsWriter(model);
    params.session(sparkSession());
    params.saveImpl(path);
    DetachedModel detached = model.detached();
    detached.save(weights(path), sparkSession().sparkContext().hadoopConfiguration());
  }
}
