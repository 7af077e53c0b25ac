package dev.trine.outside;

import dev.trine.backend.Backend;
import dev.trine.expression.Expression;
import dev.trine.expression.Parts;
import dev.trine.graph.Application;
import dev.trine.graph.Constant;
import dev.trine.graph.Graph;
import dev.trine.graph.Loop;
import dev.trine.graph.Node;
import dev.trine.graph.compile.Differentiator;
import dev.trine.graph.compile.GraphRunner;
import dev.trine.graph.ops.Elementwise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Nodes of a graph and their gradients.
 *
 * @param function the outputs of the inputs
 * @param layers that it adds to the graph
 */
record Traced(Function<List<Node>, List<Node>> function, Set<Class<?>> layers) implements Subject {
  static Traced nodes(Function<List<Node>, List<Node>> function) {
    return new Traced(function, Set.of());
  }

  static Traced node(Function<List<Node>, Node> function) {
    return nodes(in -> List.of(function.apply(in)));
  }

  @Override
  public Computed compute(Backend backend, TorchCase inputs) {
    Trace trace = trace(inputs);
    List<Node> wanted = new ArrayList<>(trace.outputs);
    wanted.addAll(trace.gradients);
    List<double[]> found = GraphRunner.of(backend, trace.graph, trace.values, wanted);
    int outputs = trace.outputs.size();
    return new Computed(found.subList(0, outputs), found.subList(outputs, found.size()));
  }

  /** The ops of the graph, gradients included, and what their expressions are made of. */
  @Override
  public Set<Object> covers(TorchCase inputs) {
    Set<Object> covered = new HashSet<>(layers);
    for (Application application : trace(inputs).graph.applications()) {
      covered.add(application.op().getClass());
      if (application.op() instanceof Loop loop) {
        covered.add(loop.body().state().producer().op().getClass());
      }
      if (application.op() instanceof Elementwise elementwise) {
        for (Expression part : Parts.of(List.of(elementwise.value()))) {
          if (part instanceof Expression.Application applied) {
            covered.add(applied.function().getClass());
          } else if (part instanceof Expression.Operation operation) {
            covered.add(operation.operator());
          }
        }
      }
    }
    return covered;
  }

  private Trace trace(TorchCase inputs) {
    Graph graph = new Graph();
    Map<String, double[]> values = new HashMap<>();
    List<Node> in = inputs(graph, "input", inputs.inputs(), values);
    List<Node> out = function.apply(in);
    List<Node> gradients =
        Differentiator.pullback(
            out, weights(graph, out, inputs.weights(), values), real(in, inputs));
    return new Trace(graph, values, out, gradients);
  }

  private static List<Node> real(List<Node> in, TorchCase inputs) {
    return IntStream.range(0, in.size())
        .filter(i -> inputs.gradients().get(i) != null)
        .mapToObj(in::get)
        .toList();
  }

  /** Equal ones are a constant, which the gradients of means and sums are simplified by. */
  private static List<Node> weights(
      Graph graph, List<Node> out, List<TorchTensor> weights, Map<String, double[]> values) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < out.size(); i++) {
      TorchTensor weight = weights.get(i);
      nodes.add(
          weight.isUniform()
              ? graph.apply(new Constant(weight.values()[0], weight.tensorType()))
              : input(graph, "weight " + i, weight, values));
    }
    return nodes;
  }

  private static List<Node> inputs(
      Graph graph, String name, List<TorchTensor> tensors, Map<String, double[]> values) {
    List<Node> nodes = new ArrayList<>();
    for (TorchTensor tensor : tensors) {
      nodes.add(input(graph, name + " " + nodes.size(), tensor, values));
    }
    return nodes;
  }

  private static Node input(
      Graph graph, String name, TorchTensor tensor, Map<String, double[]> values) {
    values.put(name, tensor.values());
    return graph.input(name, tensor.tensorType());
  }

  private record Trace(
      Graph graph, Map<String, double[]> values, List<Node> outputs, List<Node> gradients) {}
}
