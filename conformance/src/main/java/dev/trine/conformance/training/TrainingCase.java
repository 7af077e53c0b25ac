package dev.trine.conformance.training;

import static dev.trine.backend.Activation.GELU;
import static dev.trine.backend.Activation.RELU;
import static dev.trine.backend.Activation.SIGMOID;
import static dev.trine.backend.Activation.SILU;
import static dev.trine.backend.Activation.TANH;
import static dev.trine.nn.Layers.activate;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.dropout;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.sgd;

import dev.trine.data.Dataset;
import dev.trine.data.Datasets;
import dev.trine.nn.Loss;
import dev.trine.nn.Losses;
import dev.trine.nn.Network;
import dev.trine.tensor.Shape;
import dev.trine.train.Optimizer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A whole training run, small enough for interpreters of device code.
 *
 * @param batch does not divide the set, so that each epoch ends with a smaller batch
 * @param steps how many batches are trained on, over as many epochs as that takes
 */
public record TrainingCase(
    String name,
    Network network,
    Dataset dataset,
    Loss loss,
    Optimizer optimizer,
    int batch,
    int steps) {

  /** All training runs; together they use every layer, loss and optimizer. */
  public static List<TrainingCase> all() {
    Dataset digits = Datasets.digits();
    Dataset someDigits = digits.select(IntStream.range(0, 250).toArray());
    return List.of(
        new TrainingCase(
            "digits, relu, dropout, Adam",
            Network.of(Shape.of(64), dense(32, RELU), dropout(0.2), dense(10)),
            someDigits,
            Losses.softmaxCrossEntropy(),
            adam(3e-3),
            60,
            50),
        new TrainingCase(
            "digits, tanh and sigmoid, momentum",
            Network.of(Shape.of(64), dense(24, TANH), dense(16, SIGMOID), dense(10)),
            someDigits,
            Losses.softmaxCrossEntropy(),
            sgd(0.1).withNesterov(0.9),
            60,
            50),
        new TrainingCase(
            "regression, gelu and silu, Adam with weight decay",
            Network.of(Shape.of(3), dense(20, GELU), dense(13), activate(SILU), dense(2)),
            surface(200),
            Losses.meanSquaredError(),
            adam(1e-2).withWeightDecay(1e-2),
            48,
            50));
  }

  /** Two smooth functions of three variables. */
  private static Dataset surface(int examples) {
    SplittableRandom random = new SplittableRandom(7);
    float[][] features = new float[examples][3];
    float[][] values = new float[examples][2];
    for (int i = 0; i < examples; i++) {
      for (int j = 0; j < 3; j++) {
        features[i][j] = (float) (2 * random.nextDouble() - 1);
      }
      values[i][0] = (float) Math.sin(2 * features[i][0] + features[i][1]);
      values[i][1] = features[i][1] * features[i][2];
    }
    return Dataset.valued(Shape.of(3), features, values);
  }

  @Override
  public String toString() {
    return name;
  }
}
