package dev.trine.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.graph.compile.Differentiator;
import dev.trine.graph.compile.GraphRunner;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.Gather;
import dev.trine.graph.ops.Reduce;
import dev.trine.graph.ops.ScatterAdd;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Rows by their numbers, in graphs. */
class IndexOpsTest {
  private final Graph graph = new Graph();
  private final Node indices = graph.input("indices", TensorType.i32(2, 2));
  private final Map<String, double[]> values =
      Map.of("indices", new double[] {2, 0, -1, 2}, "table", new double[] {1, 2, 3, 4, 5, 6});

  private double[] run(Node node) {
    try (ReferenceBackend backend = new ReferenceBackend()) {
      return GraphRunner.of(backend, graph, values, List.of(node)).get(0);
    }
  }

  @Test
  void indicesOfAnyShapeGiveRows() {
    Node table = graph.input("table", TensorType.f32(3, 2));
    Node rows = Gather.gather(table, indices);
    assertEquals(Shape.of(2, 2, 2), rows.shape());
    assertArrayEquals(new double[] {5, 6, 1, 2, Double.NaN, Double.NaN, 5, 6}, run(rows));
  }

  @Test
  void aTableOfBytesHasNoGradient() {
    Node table = graph.input("table", new TensorType(DType.U8, Shape.of(3, 2)));
    Node rows = Elementwise.cast(Gather.gather(table, indices), DType.F32);
    assertArrayEquals(new double[] {5, 6, 1, 2, 0, 0, 5, 6}, run(rows));
    assertNull(Differentiator.gradients(Reduce.sum(rows, 1), List.of(table)).get(0));
  }

  @Test
  void theGradientOfATableOfBf16IsF32() {
    Node table = graph.input("table", new TensorType(DType.BF16, Shape.of(3, 2)));
    Node rows = Elementwise.cast(Gather.gather(table, indices), DType.F32);
    Node gradient = Differentiator.gradients(Reduce.sum(rows, 0.1), List.of(table)).get(0);
    assertEquals(TensorType.f32(3, 2), gradient.tensorType());
    assertArrayEquals(new double[] {0.1, 0.1, 0, 0, 0.2, 0.2}, run(gradient), 1e-15);
  }

  @Test
  void aVectorIsATableOfNumbers() {
    Node table = graph.input("table", TensorType.f32(6));
    assertArrayEquals(new double[] {3, 1, Double.NaN, 3}, run(Gather.gather(table, indices)));
  }

  @Test
  void updatesAddUpByRows() {
    Node table = graph.input("table", TensorType.f32(3, 2));
    Node few = graph.apply(new Constant(0.5, TensorType.f32(2, 2, 2)));
    Node sums = ScatterAdd.scatterAdd(indices, few, 3);
    assertArrayEquals(new double[] {1.5, 2.5, 3, 4, 6, 7}, run(Elementwise.add(table, sums)));
  }

  @Test
  void emptyTablesAndNoIndices() {
    Node none = graph.input("none", TensorType.i32(0));
    Node table = graph.input("table", TensorType.f32(0, 6));
    assertEquals(Shape.of(0, 6), Gather.gather(table, none).shape());
    Node updates = graph.apply(new Constant(1, TensorType.f32(0, 6)));
    Node sums = ScatterAdd.scatterAdd(none, updates, 1);
    try (ReferenceBackend backend = new ReferenceBackend()) {
      Map<String, double[]> empty = Map.of("none", new double[0]);
      assertArrayEquals(new double[6], GraphRunner.of(backend, graph, empty, List.of(sums)).get(0));
    }
  }

  @Test
  void wrongShapesAndTypesAreNamed() {
    Node table = graph.input("table", TensorType.f32(3, 2));
    Node scalar = graph.apply(new Constant(1, TensorType.f32()));
    refused("indices of I32, not F32[3, 2] and F32[3, 2]", () -> Gather.gather(table, table));
    refused("a table [rows, …]", () -> Gather.gather(scalar, indices));
    refused("updates F32[indices…, …]", () -> ScatterAdd.scatterAdd(indices, table, 3));
    refused("updates F32[indices…, …]", () -> ScatterAdd.scatterAdd(indices, indices, 3));
    refused("to -1 rows", () -> ScatterAdd.scatterAdd(indices, table, -1));
  }

  private static void refused(String expected, Executable use) {
    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, use);
    assertTrue(refusal.getMessage().contains(expected), refusal::getMessage);
  }
}
