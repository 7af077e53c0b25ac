package dev.trine.conformance.graph;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.compile.Arena;
import dev.trine.graph.compile.Differentiator;
import dev.trine.graph.compile.Program;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A computation of F32 inputs between −2 and 2 and of I32 inputs that are labels, and its gradients
 * by the former.
 *
 * @param formula as a backend is to compute it
 * @param same the same by other ops, as the reference computes it
 */
public record GraphCase(
    String name,
    List<TensorType> inputs,
    Function<List<Node>, List<Node>> formula,
    Function<List<Node>, List<Node>> same) {
  /** I32 inputs are from 0 to below this. */
  static final int LABELS = 3;

  /** Far above single precision's errors in these few sums, far below any other. */
  private static final double TOLERANCE = 2e-5;

  private static final long SEED = 5;

  /** Of one tensor, which the reference computes alike. */
  static GraphCase of(String name, List<TensorType> inputs, Function<List<Node>, Node> formula) {
    Function<List<Node>, List<Node>> all = nodes -> List.of(formula.apply(nodes));
    return new GraphCase(name, inputs, all, all);
  }

  /**
   * Compares values and gradients with those of the double-precision reference.
   *
   * @throws AssertionError that names the first element that is wrong
   */
  public void check(Backend backend) {
    List<double[]> actual = run(backend, formula);
    List<double[]> expected;
    try (Backend reference = new ReferenceBackend()) {
      expected = run(reference, same);
    }
    for (int i = 0; i < expected.size(); i++) {
      compare(i, actual.get(i), expected.get(i));
    }
  }

  private void compare(int result, double[] actual, double[] expected) {
    double largest = 1;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(actual[i] - expected[i]) <= TOLERANCE * largest)) {
        throw new AssertionError(
            "%s: element %s of result %s is %s, expected %s"
                .formatted(name, i, result, actual[i], expected[i]));
      }
    }
  }

  /** The outputs, and then the gradients of a weighted sum of all their elements. */
  private List<double[]> run(Backend backend, Function<List<Node>, List<Node>> formula) {
    Graph graph = new Graph();
    List<Node> from = new ArrayList<>();
    for (TensorType type : inputs) {
      from.add(graph.input("input " + from.size(), type));
    }
    List<Node> outputs = formula.apply(from);
    List<Node> weights = new ArrayList<>();
    for (Node output : outputs) {
      weights.add(graph.input("weights " + weights.size(), output.tensorType()));
    }
    List<Node> with = from.stream().filter(node -> node.type() == DType.F32).toList();
    List<Node> results =
        Stream.concat(outputs.stream(), Differentiator.pullback(outputs, weights, with).stream())
            .filter(Objects::nonNull)
            .toList();
    try (Arena arena = new Arena(backend, "arena");
        Program program = Program.compile(backend, graph, Map.of(), results, arena, name)) {
      SplittableRandom random = new SplittableRandom(SEED);
      Stream.concat(from.stream(), weights.stream())
          .forEach(node -> upload(backend, program, node, random));
      program.run();
      return results.stream().map(node -> download(backend, program, node)).toList();
    }
  }

  private static void upload(Backend backend, Program program, Node node, SplittableRandom random) {
    int count = (int) node.shape().elements();
    try (HostBuffer host = backend.allocateHost(node.type(), count)) {
      for (int i = 0; i < count; i++) {
        host.set(
            i,
            node.type() == DType.I32
                ? random.nextInt(LABELS)
                : (float) (4 * random.nextDouble() - 2));
      }
      program.upload(node.name(), host).await();
    }
  }

  private static double[] download(Backend backend, Program program, Node node) {
    double[] values = new double[(int) node.shape().elements()];
    try (HostBuffer host = backend.allocateHost(node.type(), values.length)) {
      program.download(node, host).await();
      for (int i = 0; i < values.length; i++) {
        values[i] = host.get(i);
      }
    }
    return values;
  }

  @Override
  public String toString() {
    return name;
  }
}
