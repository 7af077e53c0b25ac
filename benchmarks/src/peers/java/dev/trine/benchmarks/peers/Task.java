package dev.trine.benchmarks.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * A classifier with ReLU layers and softmax cross-entropy that learns one batch by heart.
 *
 * @param widths from the input to the output
 */
record Task(List<Integer> widths, int batch, Rule rule) {
  /** How parameters are updated. Rates are small, so that a loss falls throughout a long run. */
  enum Rule {
    ADAM("Adam", 1e-4f),
    SGD("SGD", 1e-2f);

    final String label;
    final float learningRate;

    Rule(String label, float learningRate) {
      this.label = label;
      this.learningRate = learningRate;
    }
  }

  static final List<Task> ALL =
      List.of(
          new Task(List.of(784, 512, 512, 10), 8192, Rule.ADAM),
          new Task(List.of(784, 512, 512, 10), 128, Rule.ADAM),
          new Task(List.of(64, 64, 64, 10), 32, Rule.SGD));

  private static final long SEED = 42;

  String name() {
    String net = widths.stream().map(Object::toString).collect(Collectors.joining("-"));
    return "%s, batch %s, %s".formatted(net, batch, rule.label);
  }

  int inputs() {
    return widths.get(0);
  }

  int classes() {
    return widths.get(widths.size() - 1);
  }

  /** Random, [batch, inputs]. */
  float[] features() {
    SplittableRandom random = new SplittableRandom(SEED);
    float[] values = new float[batch * inputs()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble() - 0.5f;
    }
    return values;
  }

  /** Random, [batch]. */
  int[] labels() {
    int[] values = new int[batch];
    SplittableRandom random = new SplittableRandom(SEED + 1);
    Arrays.setAll(values, i -> random.nextInt(classes()));
    return values;
  }

  /** The first weights of each layer, [in, out], drawn as He et al. (2015) do; biases are zero. */
  List<float[]> weights() {
    SplittableRandom random = new SplittableRandom(SEED + 2);
    List<float[]> weights = new ArrayList<>();
    for (int layer = 1; layer < widths.size(); layer++) {
      double bound = Math.sqrt(6.0 / widths.get(layer - 1));
      float[] values = new float[widths.get(layer - 1) * widths.get(layer)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
      }
      weights.add(values);
    }
    return weights;
  }

  /** Operations of the matrix products; the first layer's input needs no gradient. */
  double flops() {
    double flops = 0;
    for (int i = 1; i < widths.size(); i++) {
      flops += (i == 1 ? 4.0 : 6.0) * batch * widths.get(i - 1) * widths.get(i);
    }
    return flops;
  }
}
