package dev.trine.examples.digits;

import static dev.trine.backend.Activation.RELU;
import static dev.trine.nn.Layers.conv2d;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.dropout;
import static dev.trine.nn.Layers.fixedPoint;
import static dev.trine.nn.Layers.flatten;
import static dev.trine.nn.Layers.image;
import static dev.trine.nn.Layers.maxPool2d;
import static dev.trine.nn.Layers.scale;

import dev.trine.data.Dataset;
import dev.trine.data.Datasets;
import dev.trine.dataset.idx.Idx;
import dev.trine.nn.Layer;
import dev.trine.nn.Network;
import dev.trine.nn.NetworkBuilder;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.nio.file.Path;
import java.util.List;

/** Digits and the networks that are to read them, a linear one among them. */
public record Contest(Dataset.Split digits, List<Contender> contenders) {
  /** What the network without hidden layers is called. */
  static final String LINEAR = "linear";

  private static final String PERCEPTRON = "perceptron";

  /** The bundled digits of 8×8 pixels, split as {@code trine train digits} splits them. */
  public static Contest bundled() {
    Shape pixels = Shape.of(64);
    Network linear = Network.of(pixels, dense(10));
    Network perceptron =
        Network.of(
            pixels, dense(256, RELU), dropout(0.4), dense(128, RELU), dropout(0.4), dense(10));
    Network convolutional =
        Network.of(
            pixels,
            image(8, 8, 1),
            conv2d(32, 3, RELU),
            conv2d(32, 3, RELU),
            maxPool2d(2),
            conv2d(64, 3, RELU),
            maxPool2d(2),
            flatten(),
            dropout(0.5),
            dense(128, RELU),
            dropout(0.5),
            dense(10));
    Network settling =
        Network.of(pixels, fixedPoint(128).withAcceleration(), dropout(0.3), dense(10));
    return new Contest(
        Datasets.digits().split(0.8, 42),
        List.of(
            new Contender(LINEAR, linear, false, 32, 40, 0.01),
            new Contender(PERCEPTRON, perceptron, false, 32, 60, 3e-3),
            new Contender("convolutional", convolutional, false, 32, 40, 3e-3),
            new Contender("fixed-point", settling, false, 32, 40, 3e-3)));
  }

  /**
   * MNIST: images of 28×28 bytes.
   *
   * @throws dev.trine.DataException if one of its files is not in the folder
   */
  public static Contest mnist(Path folder) {
    Network linear = ofBytes(dense(10));
    Network perceptron =
        ofBytes(dense(512, RELU), dropout(0.2), dense(512, RELU), dropout(0.2), dense(10));
    Network convolutional =
        ofBytes(
            image(28, 28, 1),
            conv2d(16, 5, RELU),
            maxPool2d(2),
            conv2d(32, 5, RELU),
            maxPool2d(2),
            flatten(),
            dropout(0.3),
            dense(128, RELU),
            dropout(0.3),
            dense(10));
    Network settling = ofBytes(fixedPoint(256).withAcceleration(), dropout(0.2), dense(10));
    return new Contest(
        Idx.folder(folder),
        List.of(
            new Contender(LINEAR, linear, false, 128, 5, 3e-3),
            new Contender(PERCEPTRON, perceptron, true, 128, 4, 2e-3),
            new Contender("convolutional", convolutional, true, 128, 3, 3e-3),
            new Contender("fixed-point", settling, true, 128, 2, 1e-3)));
  }

  /** The network whose layers see all pixels. */
  public Contender perceptron() {
    return contenders.stream().filter(c -> c.name().equals(PERCEPTRON)).findFirst().orElseThrow();
  }

  /** Bytes become numbers from 0 to 1 first, in a row. */
  private static Network ofBytes(Layer... layers) {
    TensorType bytes = new TensorType(DType.U8, Shape.of(28, 28));
    NetworkBuilder builder = Network.builder().input(Dataset.FEATURES, bytes);
    builder.layer(scale(1 / 255.0, 0)).layer(flatten());
    for (Layer layer : layers) {
      builder.layer(layer);
    }
    return builder.build();
  }

  /** The same, which is over sooner. */
  public Contest withEpochs(int most) {
    return new Contest(digits, contenders.stream().map(c -> c.withEpochs(most)).toList());
  }
}
