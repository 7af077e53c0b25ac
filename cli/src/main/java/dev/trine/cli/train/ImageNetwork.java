package dev.trine.cli.train;

import dev.trine.backend.Activation;
import dev.trine.data.Dataset;
import dev.trine.nn.Layers;
import dev.trine.nn.Network;
import dev.trine.nn.NetworkBuilder;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;

/**
 * A small convolutional network, in the manner of LeNet (LeCun, Bottou, Bengio and Haffner 1998):
 * convolutions of 3×3 pixels, each followed by the largest of 2×2, until a side has fewer than 8
 * pixels, and one dense layer.
 */
final class ImageNetwork {
  private static final int LEAST_SIDE = 8;
  private static final int FILTERS = 16;
  private static final int MOST_FILTERS = 128;
  private static final int UNITS = 64;
  private static final double DROPOUT = 0.25;

  private ImageNetwork() {}

  /** Whether examples are images, and large enough: U8 [height, width(, channels)]. */
  static boolean suits(TensorType features) {
    Shape shape = features.shape();
    return features.type() == DType.U8
        && (shape.rank() == 2 || shape.rank() == 3)
        && Math.min(shape.dimension(0), shape.dimension(1)) >= LEAST_SIDE;
  }

  static Network of(TensorType features, int outputs) {
    Shape shape = features.shape();
    NetworkBuilder network =
        Network.builder().input(Dataset.FEATURES, features).layer(PixelInput.SCALE);
    if (shape.rank() == 2) {
      network
          .layer(Layers.flatten())
          .layer(Layers.image((int) shape.dimension(0), (int) shape.dimension(1), 1));
    }
    int filters = FILTERS;
    for (long side = Math.min(shape.dimension(0), shape.dimension(1));
        side >= LEAST_SIDE;
        side /= 2) {
      network.layer(Layers.conv2d(filters, 3, Activation.RELU)).layer(Layers.maxPool2d(2));
      filters = Math.min(2 * filters, MOST_FILTERS);
    }
    return network
        .layer(Layers.flatten())
        .layer(Layers.dropout(DROPOUT))
        .layer(Layers.dense(UNITS, Activation.RELU))
        .layer(Layers.dense(outputs))
        .build();
  }
}
