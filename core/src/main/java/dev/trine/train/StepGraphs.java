package dev.trine.train;

import static dev.trine.expression.Arithmetic.intAdd;
import static dev.trine.expression.Arithmetic.intMultiply;
import static dev.trine.expression.Arithmetic.load;

import dev.trine.backend.View;
import dev.trine.data.BatchShape;
import dev.trine.expression.Arithmetic;
import dev.trine.expression.Expression;
import dev.trine.graph.Effect;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.compile.Differentiator;
import dev.trine.graph.compile.Program;
import dev.trine.graph.ops.Adopt;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.Reduce;
import dev.trine.nn.BatchFields;
import dev.trine.nn.Feed;
import dev.trine.nn.Loss;
import dev.trine.nn.Model;
import dev.trine.nn.Objective;
import dev.trine.nn.Parameter;
import dev.trine.nn.ParameterLayout;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The graphs of a step of training, and the programs that they become: of the whole step, and of
 * its two parts.
 *
 * @param flat the gradients of all parameters, with what state becomes, and behind them the sums of
 *     what the loss measures
 */
record StepGraphs(
    Model model,
    Objective objective,
    Optimizer optimizer,
    TrainingState state,
    Feed feed,
    View flat) {
  private static final String FLAT = "gradients and state";
  private static final String GRADIENTS = "gradients";
  private static final String SUMS = "sums of measures";
  private static final String WEIGHT = "weight of the examples";
  private static final String PART = "gradients of the part";
  private static final String ALL_PARTS = "gradients of the parts so far";
  private static final String NUMBER = "number of the part";

  /** A number of its own for each step and part, by which random ops draw. */
  private static final Expression DRAWS =
      intAdd(intMultiply(load(0, DType.I32), Arithmetic.whole(0x9E3779B1)), load(1, DType.I32));

  /** The elements of {@link #flat}. */
  static long elements(Model model, Objective objective) {
    return changing(model) + objective.measures().size();
  }

  /** Of whole steps of batches of a shape. */
  Program whole(BatchShape shape) {
    Graph graph = new Graph();
    Traced step = trace(graph, shape);
    store(graph, step);
    Node stepState = state.totals().stepState(graph);
    Node sums = graph.variable(SUMS, TensorType.f32(measured()));
    state.totals().commit(graph, gradients(graph), step.measures(), sums, stepState);
    updates(graph, stepState);
    return compile(graph, "training");
  }

  /** Forward and backward pass of batches of a shape. */
  Program forwardAndBackward(BatchShape shape) {
    Graph graph = new Graph();
    Traced step = trace(graph, shape);
    store(graph, step);
    long count = measured();
    graph.store(Reduce.sum(step.measures(), count, shape.examples(), 1, Shape.of(count)), SUMS);
    return compile(graph, "gradients");
  }

  /**
   * Forward and backward pass of a part of a batch: what it comes to is added to what {@link #flat}
   * holds.
   *
   * @param parts where it lies before, and how many parts there were
   */
  Program adding(BatchShape shape, Parts parts) {
    Graph graph = new Graph();
    Node number = graph.variable(NUMBER, TensorType.i32(1));
    Node draws = draws(state.totals().stepState(graph), number);
    Traced step = trace(graph, shape, draws);
    store(graph, step);
    long count = measured();
    graph.store(Reduce.sum(step.measures(), count, shape.examples(), 1, Shape.of(count)), SUMS);
    TensorType type = TensorType.f32(flat.elements());
    graph.store(
        Elementwise.add(graph.variable(ALL_PARTS, type), graph.variable(PART, type)), ALL_PARTS);
    graph.store(Elementwise.of(intAdd(load(0, DType.I32), Arithmetic.whole(1)), number), NUMBER);
    StepGraphs ofPart = new StepGraphs(model, objective, optimizer, state, feed, parts.flat());
    Map<String, View> named = ofPart.named();
    named.put(PART, parts.flat());
    named.put(ALL_PARTS, flat);
    named.put(NUMBER, parts.number());
    return Program.compile(
        model.backend(), graph, named, List.of(), model.arena(), "gradients of a part");
  }

  /**
   * What parts of a batch need.
   *
   * @param flat as that of a step, of the last part
   * @param number I32 [1], how many parts of the batch there were
   */
  record Parts(View flat, View number) {}

  /** The rest of a step, from what {@link #flat} holds. */
  Program update() {
    Graph graph = new Graph();
    Node stepState = state.totals().stepState(graph);
    Node sums = graph.variable(SUMS, TensorType.f32(measured()));
    state.totals().commit(graph, gradients(graph), sums, stepState);
    updates(graph, stepState);
    return compile(graph, "update");
  }

  private Program compile(Graph graph, String owner) {
    return Program.compile(model.backend(), graph, named(), List.of(), model.arena(), owner);
  }

  /** Of what is trained. */
  private Node gradients(Graph graph) {
    return graph.variable(GRADIENTS, TensorType.f32(trained()));
  }

  /** With what state becomes. */
  private Node flat(Graph graph) {
    return graph.variable(FLAT, TensorType.f32(changing(model)));
  }

  /** The elements of what a step may change, at least one. */
  private static long changing(Model model) {
    return measuresBegin(model.layout());
  }

  /** Where in {@link #flat} the sums of what the loss measures begin. */
  static long measuresBegin(ParameterLayout layout) {
    return Math.max(1, layout.changing());
  }

  private long measured() {
    return objective.measures().size();
  }

  /** At least one element, over which the update of a network without parameters steps. */
  private long trained() {
    return TrainingState.elements(model);
  }

  private void store(Graph graph, Traced step) {
    step.gradients().forEach((name, gradient) -> graph.store(gradient, nameOfGradient(name)));
    step.forward().next().forEach((name, value) -> graph.store(value, nameOfGradient(name)));
    state.carried().layAside(graph, step.forward());
  }

  private void updates(Graph graph, Node stepState) {
    TensorType flatType = TensorType.f32(model.parameters().shape());
    TensorType momentType = TensorType.f32(TrainingState.elements(model));
    List<Node> operands = new ArrayList<>();
    operands.add(graph.variable(Model.PARAMETERS, flatType));
    for (int i = 0; i < state.moments(); i++) {
      operands.add(graph.variable(TrainingState.nameOfMoment(i), momentType));
    }
    operands.add(flat(graph));
    operands.add(graph.variable(TrainingState.RATE, TensorType.f32(1)));
    operands.add(graph.variable(WEIGHT, TensorType.f32(1)));
    operands.add(state.totals().squares(graph));
    operands.add(stepState);
    ParameterLayout layout = model.layout();
    new Updates(optimizer, layout, model.network().hiddenWeights(), operands).add(graph);
    if (layout.trained() < layout.changing()) {
      Effect adopt = new Adopt(layout.trained(), layout.changing());
      graph.effect(adopt, operands.get(0), flat(graph), stepState);
    }
    if (model.network().carries()) {
      state.carried().adopt(graph, stepState);
    }
  }

  /** What the graphs of a step name. */
  Map<String, View> named() {
    Map<String, View> named = model.state();
    named.putAll(state.named());
    named.putAll(feed.state());
    long parameters = changing(model);
    View ofParameters = flat.part(0, Shape.of(parameters));
    named.put(FLAT, ofParameters);
    named.put(GRADIENTS, flat.part(0, Shape.of(trained())));
    model.layout().parameters().stream()
        .filter(parameter -> parameter.role() != Parameter.Role.FROZEN)
        .forEach(
            parameter ->
                named.put(
                    nameOfGradient(parameter.name()),
                    model.viewIn(ofParameters, parameter.name())));
    named.put(SUMS, flat.part(parameters, Shape.of(measured())));
    named.put(WEIGHT, weight());
    return named;
  }

  /** The weight of all examples of a step, by which its gradients are divided. */
  View weight() {
    return flat.part(changing(model) + Loss.WEIGHT, Shape.of(1));
  }

  private static String nameOfGradient(String parameter) {
    return "gradient of " + parameter;
  }

  /** Forward and backward pass. */
  Traced trace(Graph graph, BatchShape shape) {
    return trace(graph, shape, state.draws(graph));
  }

  /** What random ops draw by, of the step state and a number of a part or a replica. */
  static Node draws(Node stepState, Node number) {
    return Elementwise.of(DRAWS, stepState, number);
  }

  private Traced trace(Graph graph, BatchShape shape, Node draws) {
    BatchFields fields = new BatchFields(graph, feed, shape);
    state.carried(shape.examples());
    Model.Forward forward =
        model.forward(fields.inputsOf(model.network()), true, draws, state.seed(), true);
    Objective.Measured measured = objective.measure(forward.outputs(), fields);
    Node measures = measured.all().named("loss");
    List<Node> with = List.copyOf(forward.parameters().values());
    List<Node> found = Differentiator.gradients(measured.total(), 1, with);
    Map<String, Node> byName = new LinkedHashMap<>();
    int next = 0;
    for (String name : forward.parameters().keySet()) {
      Node gradient = found.get(next++);
      if (gradient != null) {
        byName.put(name, gradient);
      }
    }
    return new Traced(measures, byName, forward);
  }

  /**
   * The nodes of a traced step; gradients by parameter, without those that do not matter, and its
   * forward pass.
   */
  record Traced(Node measures, Map<String, Node> gradients, Model.Forward forward) {}
}
