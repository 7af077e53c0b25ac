package dev.trine.spark.ml;

import dev.trine.backend.Activation;
import dev.trine.data.Dataset;
import dev.trine.nn.Layers;
import dev.trine.nn.Network;
import dev.trine.nn.NetworkBuilder;
import dev.trine.tensor.DType;
import dev.trine.tensor.TensorType;

/** The network of an estimator that was given none: dense layers with relu, and a last without. */
final class DenseNetwork {
  private static final double LARGEST_BYTE = 255;

  private DenseNetwork() {}

  /**
   * @param features of one example; bytes are scaled to 0 to 1
   * @param hidden widths
   * @param outputs how many values it gives
   */
  static Network of(TensorType features, int[] hidden, int outputs) {
    NetworkBuilder network = Network.builder().input(Dataset.FEATURES, features);
    if (features.type() != DType.F32) {
      double factor = features.type() == DType.U8 ? 1 / LARGEST_BYTE : 1;
      network.layer(Layers.scale(factor, 0));
    }
    if (features.shape().rank() != 1) {
      network.layer(Layers.flatten());
    }
    for (int width : hidden) {
      network.layer(Layers.dense(width, Activation.RELU));
    }
    return network.layer(Layers.dense(outputs)).build();
  }
}
