package dev.trine.onnx;

import dev.trine.data.Dataset;
import dev.trine.data.DatasetBuilder;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Parameter;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import java.util.SplittableRandom;

/**
 * A network, and what it is given.
 *
 * @param numbers inputs of I32 are drawn from 0 to below this
 */
record NetworkCase(String name, Network network, int numbers) {
  /** A model whose weights are all drawn, biases and norms too. */
  Model model(ReferenceBackend backend) {
    SplittableRandom random = new SplittableRandom(7);
    return Model.filled(network, backend, parameter -> weights(parameter, random));
  }

  private static float[] weights(Parameter parameter, SplittableRandom random) {
    float[] values = new float[(int) parameter.shape().elements()];
    double least = parameter.name().endsWith("variance") ? 0.5 : -0.7;
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(least, 0.9);
    }
    return values;
  }

  /** Examples with all that it takes. */
  Dataset examples(int count) {
    SplittableRandom random = new SplittableRandom(count);
    DatasetBuilder builder = Dataset.builder();
    for (Network.Input input : network.inputs()) {
      Shape shape = input.type().shape();
      int elements = (int) shape.elements();
      switch (input.type().type()) {
        case F32 -> builder.input(input.name(), shape, floats(count, elements, random));
        case I32 -> builder.input(input.name(), shape, wholes(count, elements, random));
        case U8 -> builder.input(input.name(), shape, bytes(count, elements, random));
        default -> throw new AssertionError(input);
      }
    }
    return builder.build();
  }

  private static float[][] floats(int count, int elements, SplittableRandom random) {
    float[][] rows = new float[count][elements];
    for (float[] row : rows) {
      for (int i = 0; i < elements; i++) {
        row[i] = (float) random.nextDouble(-2, 2);
      }
    }
    return rows;
  }

  private int[][] wholes(int count, int elements, SplittableRandom random) {
    int[][] rows = new int[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = random.ints(elements, 0, numbers).toArray();
    }
    return rows;
  }

  private static byte[][] bytes(int count, int elements, SplittableRandom random) {
    byte[][] rows = new byte[count][elements];
    for (byte[] row : rows) {
      random.nextBytes(row);
    }
    return rows;
  }

  @Override
  public String toString() {
    return name;
  }
}
