package dev.trine.graph;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.subtract;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trine.graph.compile.Differentiator;
import dev.trine.graph.compile.GraphRunner;
import dev.trine.graph.ops.Columns;
import dev.trine.graph.ops.Formulas;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several results of one pass. */
class FormulasTest {
  private static final Shape SHAPE = Shape.of(2, 2);

  private final Graph graph = new Graph();
  private final Node x = graph.input("x", TensorType.f32(2, 2));
  private final Node column = graph.input("column", TensorType.f32(2, 1));
  private final Map<String, double[]> values =
      Map.of("x", new double[] {1, 2, 3, 4}, "column", new double[] {10, 100});

  private List<double[]> run(List<Node> outputs) {
    try (ReferenceBackend backend = new ReferenceBackend()) {
      return GraphRunner.of(backend, graph, values, outputs);
    }
  }

  private List<Node> sumAndProduct() {
    return Formulas.of(
        List.of(add(load(0), load(1)), multiply(load(0), load(1))), SHAPE, x, column);
  }

  @Test
  void eachIsAnOutput() {
    List<double[]> found = run(sumAndProduct());
    assertArrayEquals(new double[] {11, 12, 103, 104}, found.get(0));
    assertArrayEquals(new double[] {10, 20, 300, 400}, found.get(1));
  }

  @Test
  void oneThatNobodyUsesIsLeftOut() {
    List<Node> both = sumAndProduct();
    assertArrayEquals(new double[] {11, 12, 103, 104}, run(both.subList(0, 1)).get(0));
    assertArrayEquals(new double[] {10, 20, 300, 400}, run(both.subList(1, 2)).get(0));
  }

  @Test
  void aConstantIsANumberOfTheExpressions() {
    Node two = Constant.like(x, 2);
    List<Node> outputs =
        Formulas.of(List.of(multiply(load(1), load(0)), add(load(1), load(2))), SHAPE, two, x, two);
    assertEquals(List.of(x), outputs.get(0).producer().inputs());
    assertArrayEquals(new double[] {2, 4, 6, 8}, run(outputs).get(0));
    assertArrayEquals(new double[] {3, 4, 5, 6}, run(outputs).get(1));
  }

  /** d(x + c) + 3·d(x·c), summed over what the column was broadcast to. */
  @Test
  void gradientsOfAllOutputsAreAdded() {
    List<Node> outputs = sumAndProduct();
    List<Node> seeds = List.of(Constant.like(x, 1), Constant.like(x, 3));
    List<double[]> found = run(Differentiator.pullback(outputs, seeds, List.of(x, column)));
    assertArrayEquals(new double[] {31, 31, 301, 301}, found.get(0));
    assertArrayEquals(new double[] {2 + 3 * 3, 2 + 3 * 7}, found.get(1));
  }

  /** Of a matrix [2, 2] the columns a and b: a·b and a − b side by side, and a alone. */
  private List<Node> ofColumns() {
    return Formulas.of(
        List.of(List.of(multiply(load(0), load(1)), subtract(load(0), load(1))), List.of(load(0))),
        Shape.of(2, 1),
        Columns.parts(x, 2));
  }

  @Test
  void columnsAreReadAndWrittenWhereTheyLie() {
    List<double[]> found = run(ofColumns());
    assertEquals(Shape.of(2, 2), ofColumns().get(0).shape());
    assertArrayEquals(new double[] {2, -1, 12, -1}, found.get(0));
    assertArrayEquals(new double[] {1, 3}, found.get(1));
    assertArrayEquals(new double[] {1, 3}, run(ofColumns().subList(1, 2)).get(0));
  }

  /** d(a·b) + 10·d(a − b) + 100·da */
  @Test
  void gradientsOfColumnsAreThoseOfTheWhole() {
    Node seeds = graph.input("seeds", TensorType.f32(2, 2));
    Map<String, double[]> given =
        Map.of(
            "x",
            values.get("x"),
            "column",
            values.get("column"),
            "seeds",
            new double[] {1, 10, 1, 10});
    List<Node> outputs = ofColumns();
    List<Node> gradients =
        Differentiator.pullback(
            outputs, List.of(seeds, Constant.like(outputs.get(1), 100)), List.of(x));
    try (ReferenceBackend backend = new ReferenceBackend()) {
      assertArrayEquals(
          new double[] {2 + 110, 1 - 10, 4 + 110, 3 - 10},
          GraphRunner.of(backend, graph, given, gradients).get(0));
    }
  }

  @Test
  void columnsOfUnequalWidthAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Columns.parts(x, 3));
  }

  @Test
  void whatDoesNotBroadcastIsRefused() {
    Node wide = graph.input("wide", TensorType.f32(2, 3));
    assertThrows(IllegalArgumentException.class, () -> Formulas.of(List.of(load(0)), SHAPE, wide));
  }
}
