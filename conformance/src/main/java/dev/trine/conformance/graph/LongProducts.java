package dev.trine.conformance.graph;

import static dev.trine.graph.Reshape.reshape;
import static dev.trine.graph.ops.MatrixProduct.matmul;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.op.SumOrder;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Split;
import dev.trine.graph.compile.Arena;
import dev.trine.graph.compile.Program;
import dev.trine.graph.ops.Elementwise;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A product of a program on a portable backend: relu(op(a)·op(b) + bias), whose sums have many
 * terms. Blocks of {@value SumOrder#BLOCK} terms are chains, and are added in adjacent pairs.
 *
 * @param batch how many matrices are stacked; 0 for a single one that is not
 * @param terms of each sum
 */
public record LongProducts(int batch, int terms, boolean transposeA, boolean transposeB) {
  private static final int ROWS = 5;
  private static final int COLUMNS = 7;

  /** Elements before the operands in what they are views of, so that they are not aligned. */
  private static final int BEFORE = 3;

  /** Up to and beyond one block, whole and broken ones, and more than are added in one pass. */
  public static List<LongProducts> all() {
    List<LongProducts> all = new ArrayList<>();
    for (int terms : new int[] {1024, 1025, 2048, 2500, 3 * 1024 + 7, 9 * 1024, 19 * 1024 + 1}) {
      for (int batch : new int[] {0, 3}) {
        for (int transposes = 0; transposes < 4; transposes++) {
          all.add(new LongProducts(batch, terms, transposes % 2 == 1, transposes / 2 == 1));
        }
      }
    }
    return all;
  }

  /**
   * Compares all bits with those of the order.
   *
   * @param portable opened so that its results are
   */
  public void check(Backend portable) {
    float[] a = draw(BEFORE + Math.max(1, batch) * ROWS * terms, 1);
    float[] b = draw(BEFORE + Math.max(1, batch) * COLUMNS * terms, 2);
    float[] bias = draw(COLUMNS, 3);
    float[] found = run(portable, a, b, bias);
    for (int i = 0; i < found.length; i++) {
      float expected = expected(a, b, bias, i);
      if (Float.floatToRawIntBits(found[i]) != Float.floatToRawIntBits(expected)) {
        throw new AssertionError(
            "%s: element %s is %s, expected %s".formatted(this, i, found[i], expected));
      }
    }
  }

  private static float[] draw(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    return values;
  }

  private float[] run(Backend backend, float[] a, float[] b, float[] bias) {
    Graph graph = new Graph();
    Node left = operand(graph, "a", a.length, ROWS, transposeA);
    Node right = operand(graph, "b", b.length, COLUMNS, !transposeB);
    Node product = matmul(left, right, transposeA, transposeB);
    Node biased = Elementwise.add(product, graph.input("bias", TensorType.f32(COLUMNS)));
    Node out = Elementwise.activation(biased, Activation.RELU);
    try (Arena arena = new Arena(backend, "arena");
        Program program =
            Program.compile(backend, graph, Map.of(), List.of(out), arena, "long products")) {
      upload(backend, program, "a", a);
      upload(backend, program, "b", b);
      upload(backend, program, "bias", bias);
      program.run();
      float[] values = new float[(int) out.shape().elements()];
      try (HostBuffer host = backend.allocateHost(DType.F32, values.length)) {
        program.download(out, host).await();
        host.get(0, values, 0, values.length);
      }
      return values;
    }
  }

  /** Matrices of so many lines, along which the terms are unless these come first. */
  private Node operand(Graph graph, String name, int length, int lines, boolean termsFirst) {
    Node all = graph.input(name, TensorType.f32(length));
    Node matrices = Split.split(all, BEFORE, length - BEFORE).get(1);
    Shape shape = termsFirst ? Shape.of(terms, lines) : Shape.of(lines, terms);
    return reshape(matrices, batch == 0 ? shape : shape.batched(batch));
  }

  private static void upload(Backend backend, Program program, String input, float[] values) {
    try (HostBuffer host = backend.allocateHost(DType.F32, values.length)) {
      host.put(0, values, 0, values.length);
      program.upload(input, host).await();
    }
  }

  private float expected(float[] a, float[] b, float[] bias, int element) {
    int matrix = element / (ROWS * COLUMNS);
    int row = element / COLUMNS % ROWS;
    int column = element % COLUMNS;
    float[] sums = new float[(int) SumOrder.blocks(terms)];
    for (int term = 0; term < terms; term++) {
      float left = a[position(matrix, row, term, ROWS, transposeA)];
      float right = b[position(matrix, column, term, COLUMNS, !transposeB)];
      int block = term / SumOrder.BLOCK;
      sums[block] = Math.fma(left, right, sums[block]);
    }
    for (int count = sums.length; count > 1; count = (count + 1) / 2) {
      for (int i = 0; i < count; i += 2) {
        sums[i / 2] = i + 1 < count ? sums[i] + sums[i + 1] : sums[i];
      }
    }
    return Math.max(sums[0] + bias[column], 0);
  }

  private int position(int matrix, int line, int term, int lines, boolean termsFirst) {
    int within = termsFirst ? term * lines + line : line * terms + term;
    return BEFORE + matrix * lines * terms + within;
  }
}
