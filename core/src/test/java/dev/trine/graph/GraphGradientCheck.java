package dev.trine.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.graph.compile.Arena;
import dev.trine.graph.compile.Differentiator;
import dev.trine.graph.compile.GraphRunner;
import dev.trine.graph.compile.Program;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.Reduce;
import dev.trine.reference.GradientCheck;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Compares the gradients of a computation with central differences, in double precision; and the
 * fused program, with intermediate values in place, with one that keeps every value.
 */
final class GraphGradientCheck {
  private static final double TOLERANCE = 1e-7;

  private final SplittableRandom random = new SplittableRandom(7);
  private final Graph graph = new Graph();
  private final List<Node> inputs = new ArrayList<>();
  private final Map<String, double[]> values = new LinkedHashMap<>();

  /** An input, to be differentiated by, of values in ±2 and at least 0.1 away from 0. */
  GraphGradientCheck input(long... dimensions) {
    return input(u -> Math.copySign(0.1 + 1.9 * Math.abs(u), u), dimensions);
  }

  /** An input of values in [0.5, 2]: for roots, logarithms and divisors. */
  GraphGradientCheck positive(long... dimensions) {
    return input(u -> 1.25 + 0.75 * u, dimensions);
  }

  private GraphGradientCheck input(DoubleUnaryOperator ofUniform, long... dimensions) {
    Node node = graph.input("input " + inputs.size(), TensorType.f32(dimensions));
    double[] drawn = new double[(int) node.shape().elements()];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = ofUniform.applyAsDouble(2 * random.nextDouble() - 1);
    }
    inputs.add(node);
    values.put(node.name(), drawn);
    return this;
  }

  /** Integers that are not differentiated by. */
  Node integers(String name, int... content) {
    Node node = graph.input(name, new TensorType(DType.I32, Shape.of(content.length)));
    double[] widened = new double[content.length];
    for (int i = 0; i < content.length; i++) {
      widened[i] = content[i];
    }
    values.put(name, widened);
    return node;
  }

  /**
   * Checks a computation of one tensor: by the plain sum, and by a weighted sum, of its elements.
   */
  void check(Function<List<Node>, Node> computation) {
    Node result = computation.apply(List.copyOf(inputs));
    double[] weights = new double[(int) result.shape().elements()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 0.5 + random.nextDouble();
    }
    Node weight = graph.input("weights", TensorType.f32(result.shape()));
    values.put("weights", weights);
    try (ReferenceBackend backend = new ReferenceBackend()) {
      checkLoss(backend, Reduce.sum(result, 1));
      checkLoss(backend, Reduce.sum(Elementwise.multiply(result, weight), 1));
      assertEquals(0, backend.memory().liveBytes());
    }
  }

  private void checkLoss(ReferenceBackend backend, Node loss) {
    List<Node> gradients = Differentiator.gradients(loss, inputs);
    for (int i = 0; i < inputs.size(); i++) {
      assertEquals(inputs.get(i).shape(), gradients.get(i).shape());
    }
    List<double[]> analytic = GraphRunner.of(backend, graph, values, gradients);
    checkUnfused(backend, gradients, analytic);
    try (Arena arena = new Arena(backend, "arena");
        Program program = Program.compile(backend, graph, Map.of(), List.of(loss), arena, "loss")) {
      for (int i = 0; i < inputs.size(); i++) {
        String input = inputs.get(i).name();
        double[] at = values.get(input);
        ToDoubleFunction<double[]> lossAt =
            moved -> {
              Map<String, double[]> all = new LinkedHashMap<>(values);
              all.put(input, moved);
              return GraphRunner.run(backend, program, graph, all, List.of(loss)).get(0)[0];
            };
        for (int j = 0; j < at.length; j++) {
          double numeric = GradientCheck.centralDifference(lossAt, at, j);
          double found = analytic.get(i)[j];
          assertTrue(
              Math.abs(found - numeric) <= TOLERANCE * (1 + Math.abs(numeric)),
              "input %d, element %d: %s, by differences %s".formatted(i, j, found, numeric));
        }
      }
    }
  }

  private void checkUnfused(ReferenceBackend backend, List<Node> gradients, List<double[]> fused) {
    List<Node> all = new ArrayList<>(GraphRunner.all(graph));
    all.addAll(gradients);
    List<double[]> everything = GraphRunner.of(backend, graph, values, all);
    for (int i = 0; i < gradients.size(); i++) {
      double[] plain = everything.get(all.indexOf(gradients.get(i)));
      for (int j = 0; j < plain.length; j++) {
        assertEquals(plain[j], fused.get(i)[j], 1e-12 * (1 + Math.abs(plain[j])));
      }
    }
  }
}
