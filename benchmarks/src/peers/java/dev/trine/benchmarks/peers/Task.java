package dev.trine.benchmarks.peers;

import dev.trine.benchmarks.peers.Part.Convolution;
import dev.trine.benchmarks.peers.Part.Dense;
import dev.trine.benchmarks.peers.Part.Flatten;
import dev.trine.benchmarks.peers.Part.Lstm;
import dev.trine.benchmarks.peers.Part.MaxPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * A classifier with softmax cross-entropy that learns one batch by heart.
 *
 * @param input extents of an example: [features] [time, features] or [height, width, channels]
 * @param parts its layers, the last a dense one with a score for each class
 */
record Task(String net, int[] input, List<Part> parts, int batch, Rule rule) {
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
          dense(List.of(784, 512, 512, 10), 8192, Rule.ADAM),
          dense(List.of(784, 512, 512, 10), 128, Rule.ADAM),
          dense(List.of(64, 64, 64, 10), 32, Rule.SGD),
          new Task(
              "lenet",
              new int[] {28, 28, 1},
              List.of(
                  new Convolution(32, 5),
                  new MaxPool(),
                  new Convolution(64, 5),
                  new MaxPool(),
                  new Flatten(),
                  new Dense(512, true),
                  new Dense(10, false)),
              128,
              Rule.ADAM),
          new Task(
              "lstm",
              new int[] {64, 64},
              List.of(new Lstm(256), new Dense(10, false)),
              64,
              Rule.ADAM));

  private static final long SEED = 42;

  /** Of a long short-term memory. */
  private static final int GATES = 4;

  private static Task dense(List<Integer> widths, int batch, Rule rule) {
    List<Part> parts = new ArrayList<>();
    for (int i = 1; i < widths.size(); i++) {
      parts.add(new Dense(widths.get(i), i < widths.size() - 1));
    }
    String net = widths.stream().map(Object::toString).collect(Collectors.joining("-"));
    return new Task(net, new int[] {widths.get(0)}, parts, batch, rule);
  }

  String name() {
    return "%s, batch %s, %s".formatted(net, batch, rule.label);
  }

  private int inputs() {
    return Arrays.stream(input).reduce(1, (a, b) -> a * b);
  }

  private int classes() {
    return ((Dense) parts.get(parts.size() - 1)).units();
  }

  /** Random, [batch, input...]. */
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

  /** The first weights of each layer, drawn as He et al. (2015) do; biases are zero. */
  List<Weights> weights() {
    SplittableRandom random = new SplittableRandom(SEED + 2);
    List<Weights> weights = new ArrayList<>();
    int[] shape = input;
    for (Part part : parts) {
      if (part instanceof Dense dense) {
        weights.add(drawn(random, shape, dense.units()));
        shape = new int[] {dense.units()};
      } else if (part instanceof Convolution convolution) {
        int size = convolution.size();
        weights.add(drawn(random, new int[] {size, size, shape[2]}, convolution.filters()));
        shape = new int[] {shape[0], shape[1], convolution.filters()};
      } else if (part instanceof Lstm lstm) {
        weights.add(drawn(random, new int[] {shape[1]}, GATES * lstm.units()));
        weights.add(drawn(random, new int[] {lstm.units()}, GATES * lstm.units()));
        shape = new int[] {lstm.units()};
      } else if (part instanceof MaxPool) {
        shape = new int[] {shape[0] / 2, shape[1] / 2, shape[2]};
      }
    }
    return weights;
  }

  private static Weights drawn(SplittableRandom random, int[] rows, int columns) {
    int inputs = Arrays.stream(rows).reduce(1, (a, b) -> a * b);
    double bound = Math.sqrt(6.0 / inputs);
    float[] values = new float[inputs * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
    return new Weights(values, rows, columns);
  }

  /**
   * Operations of the products: 6 for each weight and each time that it is used on an example; 4
   * where its input is the network's, which needs no gradient.
   */
  double flops() {
    double flops = 0;
    int[] shape = input;
    boolean isFirst = true;
    int next = 0;
    List<Weights> weights = weights();
    for (Part part : parts) {
      int first = isFirst ? 4 : 6;
      isFirst = false;
      if (part instanceof Dense dense) {
        flops += first * (double) weights.get(next++).values().length;
        shape = new int[] {dense.units()};
      } else if (part instanceof Convolution convolution) {
        flops += first * (double) weights.get(next++).values().length * shape[0] * shape[1];
        shape = new int[] {shape[0], shape[1], convolution.filters()};
      } else if (part instanceof Lstm lstm) {
        flops += first * (double) weights.get(next++).values().length * shape[0];
        flops += 6 * (double) weights.get(next++).values().length * shape[0];
        shape = new int[] {lstm.units()};
      } else if (part instanceof MaxPool) {
        shape = new int[] {shape[0] / 2, shape[1] / 2, shape[2]};
      }
    }
    return batch * flops;
  }
}
