package dev.trine.nn;

import dev.trine.backend.View;
import dev.trine.data.BatchShape;
import dev.trine.graph.Constant;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.compile.Differentiator;
import dev.trine.graph.compile.Program;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Forward and backward pass to a layer, as the network is used, for batches of one shape.
 *
 * @param measures of the objective, [measures, examples]
 * @param parameters the gradients of the sum of the losses by the layer's parameters, by name
 * @param activation the gradient by what it gives, [examples, …]; null where it gives nothing
 */
record GradientProgram(
    Program program, Node measures, Map<String, Node> parameters, Node activation) {
  /**
   * Compiles it.
   *
   * @param carried of as many rows as a batch has
   * @throws IllegalArgumentException if the network has nothing of that path
   */
  static GradientProgram compile(
      Model model, Objective objective, String path, BatchShape shape, CarriedState carried) {
    Graph graph = new Graph();
    Network network = model.network();
    BatchFields fields = new BatchFields(graph, Feed.STREAMED, shape);
    Map<String, Node> inputs = fields.inputsOf(network);
    ModelScope scope = new ModelScope(network.frozen(), graph, false, null, 0, true);
    Objective.Measured measured = objective.measure(network.apply(scope, inputs), fields);
    Map<String, Node> values = new LinkedHashMap<>(inputs);
    values.values().removeIf(input -> input.type() != DType.F32);
    values.putAll(scope.values(graph));
    Map<String, Node> by = new LinkedHashMap<>(scope.parameters());
    by.keySet().removeIf(name -> !name.equals(path) && !name.startsWith(path + "/"));
    Node value = values.get(path);
    if (value == null && by.isEmpty()) {
      throw new IllegalArgumentException(
          "The network has neither a value '%s' of F32 nor trained parameters of that path, only values %s and parameters %s"
              .formatted(path, values.keySet(), scope.parameters().keySet()));
    }
    List<Node> with = new ArrayList<>(by.values());
    if (value != null) {
      with.add(value);
    }
    List<Node> found = new ArrayList<>(Differentiator.gradients(measured.total(), 1, with));
    for (int i = 0; i < with.size(); i++) {
      if (found.get(i) == null) {
        found.set(i, Constant.like(with.get(i), 0));
      }
    }
    int next = 0;
    for (Map.Entry<String, Node> one : by.entrySet()) {
      one.setValue(found.get(next++));
    }
    List<Node> kept = new ArrayList<>(found);
    kept.add(measured.all());
    carried.keep(graph, scope.carried());
    Map<String, View> named = model.state();
    named.putAll(carried.named());
    Program program =
        Program.compile(model.backend(), graph, named, kept, model.arena(), "gradients");
    return new GradientProgram(program, measured.all(), by, value == null ? null : found.get(next));
  }
}
