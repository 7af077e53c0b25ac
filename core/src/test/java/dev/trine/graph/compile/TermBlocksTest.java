package dev.trine.graph.compile;

import static dev.trine.graph.ops.MatrixProduct.matmul;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.graph.Convergence;
import dev.trine.graph.Graph;
import dev.trine.graph.Loop;
import dev.trine.graph.Node;
import dev.trine.graph.Op;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.MatrixProduct;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TermBlocksTest {
  private final Backend portable = PortableReference.open();
  private final Graph graph = new Graph();

  @AfterEach
  void close() {
    portable.close();
  }

  private List<Op> ops(Backend backend, Node output) {
    return Schedule.of(graph, List.of(output), backend).stream().map(one -> one.op()).toList();
  }

  private static long count(List<Op> ops, Class<? extends Op> kind) {
    return ops.stream().filter(kind::isInstance).count();
  }

  private Node product(long terms) {
    Node a = graph.input("a", TensorType.f32(terms, 2));
    return matmul(a, graph.input("b", TensorType.f32(terms, 3)), true, false);
  }

  @Test
  void oneBlockStaysAProduct() {
    List<Op> ops = ops(portable, product(1024));
    assertEquals(1, count(ops, MatrixProduct.class));
    assertEquals(0, count(ops, PartialProducts.class));
  }

  @Test
  void otherBackendsHaveProductsAsTheyAre() {
    Node product = product(5000);
    try (Backend reference = new ReferenceBackend()) {
      assertEquals(1, count(ops(reference, product), MatrixProduct.class));
    }
  }

  /** One launch for the whole blocks, one for the rest, one that adds up and does what follows. */
  @Test
  void biasAndActivationAreFusedWithTheSum() {
    Node biased = Elementwise.add(product(2500), graph.input("bias", TensorType.f32(3)));
    List<Op> ops = ops(portable, Elementwise.activation(biased, Activation.RELU));
    assertEquals(0, count(ops, MatrixProduct.class));
    assertEquals(2, count(ops, PartialProducts.class));
    assertEquals(1, count(ops, Elementwise.class));
  }

  @Test
  void thereIsAsMuchWorkAsBefore() {
    Node product = product(2500);
    try (Arena arena = new Arena(portable, "arena");
        Program program =
            Program.compile(portable, graph, Map.of(), List.of(product), arena, "test")) {
      assertEquals(2L * 2 * 3 * 2500, program.products().flops());
    }
  }

  @Test
  void loopsSettleAsTheyDo() {
    int width = 1030;
    Node x = graph.input("x", TensorType.f32(1, width));
    Node w = graph.input("w", TensorType.f32(width, width));
    Node settled = Loop.settle(x, Convergence.USUAL, state -> Elementwise.add(matmul(state, w), x));
    SplittableRandom random = new SplittableRandom(2);
    Map<String, double[]> inputs =
        Map.of(
            "x", random.doubles(width, -1, 1).toArray(),
            "w", random.doubles(width * width, 0, 0.4 / width).toArray());
    double[] found = GraphRunner.of(portable, graph, inputs, List.of(settled)).get(0);
    try (Backend reference = new ReferenceBackend()) {
      assertArrayEquals(
          GraphRunner.of(reference, graph, inputs, List.of(settled)).get(0), found, 1e-6);
    }
  }

  /** Blocks of 1024 as chains, then adjacent pairs, to the last bit of double precision. */
  @ParameterizedTest
  @ValueSource(ints = {1024, 1025, 2048, 2500, 3 * 1024 + 7, 8 * 1024, 9 * 1024, 75 * 1024 + 1})
  void theOrderIsThatOfBlocksInPairs(int terms) {
    SplittableRandom random = new SplittableRandom(terms);
    double[] a = random.doubles(2L * terms, -1, 1).toArray();
    double[] b = random.doubles(3L * terms, -1, 1).toArray();
    double[] expected = new double[6];
    for (int i = 0; i < 6; i++) {
      double[] sums = new double[(terms + 1023) / 1024];
      for (int term = 0; term < terms; term++) {
        sums[term / 1024] += a[2 * term + i / 3] * b[3 * term + i % 3];
      }
      expected[i] = inPairs(sums);
    }
    Map<String, double[]> inputs = Map.of("a", a, "b", b);
    Node product = product(terms);
    assertArrayEquals(
        expected, GraphRunner.of(portable, graph, inputs, List.of(product)).get(0), 0);
  }

  private static double inPairs(double[] sums) {
    double[] left = sums;
    while (left.length > 1) {
      double[] level = left;
      int pairs = level.length / 2;
      left =
          DoubleStream.iterate(0, i -> i + 1)
              .limit(pairs + level.length % 2)
              .map(i -> i < pairs ? level[2 * (int) i] + level[2 * (int) i + 1] : level[2 * pairs])
              .toArray();
    }
    return left[0];
  }
}
