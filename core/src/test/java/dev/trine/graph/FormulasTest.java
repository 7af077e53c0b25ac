package dev.trine.graph;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trine.graph.compile.Differentiator;
import dev.trine.graph.compile.GraphRunner;
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

  @Test
  void whatDoesNotBroadcastIsRefused() {
    Node wide = graph.input("wide", TensorType.f32(2, 3));
    assertThrows(IllegalArgumentException.class, () -> Formulas.of(List.of(load(0)), SHAPE, wide));
  }
}
