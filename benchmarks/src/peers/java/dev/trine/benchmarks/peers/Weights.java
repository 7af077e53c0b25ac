package dev.trine.benchmarks.peers;

import java.util.Arrays;

/**
 * The weights of a matrix or a convolution, as Trine has them: rows of inputs, columns of outputs.
 *
 * @param values [rows..., columns]
 * @param rows the extents of the inputs: [in], or [height, width, channels]
 * @param columns how many outputs
 */
record Weights(float[] values, int[] rows, int columns) {
  /**
   * As libtorch has them: [columns, rows...], where images have their channels first: [channels,
   * height, width].
   */
  float[] forTorch() {
    float[] torch = new float[values.length];
    int inputs = Arrays.stream(rows).reduce(1, (a, b) -> a * b);
    for (int in = 0; in < inputs; in++) {
      for (int out = 0; out < columns; out++) {
        torch[out * inputs + channelsFirst(in)] = values[in * columns + out];
      }
    }
    return torch;
  }

  private int channelsFirst(int in) {
    if (rows.length == 1) {
      return in;
    }
    int channels = rows[2];
    return in % channels * rows[0] * rows[1] + in / channels;
  }
}
