package dev.trine.train;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.FloatCopies;
import dev.trine.backend.internal.Resources;
import dev.trine.data.Batch;
import dev.trine.graph.Effect;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.compile.Differentiator;
import dev.trine.graph.compile.Program;
import dev.trine.graph.ops.Adopt;
import dev.trine.graph.ops.Reduce;
import dev.trine.nn.Loss;
import dev.trine.nn.MetricTotals;
import dev.trine.nn.Model;
import dev.trine.nn.Parameter;
import dev.trine.nn.ParameterLayout;
import dev.trine.nn.ProgramCache;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Steps of training: forward, backward and update as a single recorded program ({@link #run}), or
 * in two parts ({@link #gradients}, {@link #update}), between which gradients can be read and
 * changed. Both give the same bits. For own training loops; {@link Trainer} is the usual one. Close
 * it before its model.
 */
public final class TrainStep implements AutoCloseable {
  private static final String FLAT = "gradients and state";
  private static final String GRADIENTS = "gradients";
  private static final String SUMS = "sums of measures";
  private static final String WEIGHT = "weight of the examples";

  private final Model model;
  private final Loss loss;
  private final Optimizer optimizer;
  private final TrainingState state;
  private final Resources resources = new Resources();
  private final View flat;
  private final ProgramCache whole;
  private final ProgramCache forwardAndBackward;
  private Program update;

  /**
   * Steps from the model's present weights.
   *
   * @param seed of dropout and whatever else is random in a step
   */
  public TrainStep(Model model, Loss loss, Optimizer optimizer, long seed) {
    this(loss, optimizer, new TrainingState(model, loss, optimizer, seed), true);
  }

  /** Steps from a state, which stays open. */
  public TrainStep(Loss loss, Optimizer optimizer, TrainingState state) {
    this(loss, optimizer, state, false);
  }

  private TrainStep(Loss loss, Optimizer optimizer, TrainingState state, boolean owned) {
    this.model = state.model();
    this.loss = loss;
    this.optimizer = optimizer;
    this.state = state;
    try {
      if (owned) {
        resources.add(state);
      }
      long elements = model.parameters().elements() + loss.measured();
      flat = resources.allocate(model.backend(), TensorType.f32(elements), "gradients");
      whole = resources.add(new ProgramCache(this::compile));
      forwardAndBackward = resources.add(new ProgramCache(this::compileGradients));
      try (Call clear = model.backend().fill(0, flat)) {
        clear.enqueue();
      }
    } catch (RuntimeException | Error failure) {
      resources.closeAfter(failure);
      throw failure;
    }
  }

  Loss loss() {
    return loss;
  }

  /** What it goes on from, and leaves. */
  public TrainingState state() {
    return state;
  }

  /** Changes the learning rate from the next step on; waits for nothing. */
  public void learningRate(double value) {
    state.learningRate(value);
  }

  /** Enqueues one step; the batch may be filled again when its uploads are done. */
  public void run(Batch batch) {
    run(whole, batch);
  }

  /**
   * Enqueues forward and backward pass of a step, which leave {@link #flatGradients}; the batch may
   * be filled again when its uploads are done.
   */
  public void gradients(Batch batch) {
    run(forwardAndBackward, batch);
  }

  /** Enqueues the rest of a step, from what {@link #flatGradients} holds. */
  public void update() {
    if (update == null) {
      update = resources.add(compileUpdate());
    }
    update.run();
  }

  private static void run(ProgramCache programs, Batch batch) {
    if (batch.examples() < 1) {
      throw new IllegalArgumentException(
          "The batch is empty: fill it, and say so by filled(count)");
    }
    Program program = programs.forBatch(batch.examples());
    batch.uploading(program.upload("features", batch.features()));
    batch.uploading(program.upload("targets", batch.targets()));
    program.run();
  }

  /** The program of whole steps of batches of so many examples, for benchmarks and tests. */
  public Program program(int examples) {
    return whole.forBatch(examples);
  }

  /**
   * The metrics since the last {@link #clearMetrics}; waits for all steps enqueued.
   *
   * @throws NotFiniteException if one of them was not finite, unless such steps are {@linkplain
   *     TrainingState#notFinite skipped}
   */
  public MetricTotals.Reading metrics() {
    MetricTotals.Reading reading = reading();
    if (!reading.healthy()) {
      throw new NotFiniteException(
          "%s. %s steps were counted, and no step since then changes anything. diagnose(batch) says whether it was that batch; state().resume() lets steps count again, and state().notFinite(SKIP) leaves such steps out."
              .formatted(
                  reading.overflowed()
                      ? "An update would have made weights or moments of the optimizer infinite"
                      : "The loss or the gradients of a step were not finite",
                  reading.step()));
    }
    return reading;
  }

  /** The same, whatever it says. */
  MetricTotals.Reading reading() {
    return state.totals().read();
  }

  public void clearMetrics() {
    state.totals().clear();
  }

  /**
   * The gradients of the sum of the losses by all parameters, laid out as these are in the model,
   * with what state becomes in the place of that state, and behind them the sums of what the loss
   * measures, its weight among them, by which the update divides: so what several replicas have can
   * be added up as it is.
   */
  public View flatGradients() {
    return flat;
  }

  /** The gradient of the sum of the losses by one parameter. */
  public View gradient(Parameter parameter) {
    return model.viewIn(flat, parameter.name());
  }

  /** The values of {@link #gradient}, by the parameter's name; waits for the steps enqueued. */
  public float[] readGradient(String parameter) {
    return FloatCopies.read(model.backend(), model.viewIn(flat, parameter));
  }

  /** Sets the values of {@link #gradient}, for the next {@link #update}. */
  public void writeGradient(String parameter, float[] values) {
    View view = model.viewIn(flat, parameter);
    FloatCopies.write(model.backend(), "The gradient of '" + parameter + "'", view, values);
  }

  /**
   * Runs the step of a batch again, without its update, and names the first value that is not
   * finite, or says that all are. After a step that failed, state is as it was before, so that this
   * shows what happened; unless it was the update that failed, which only this says then.
   */
  public String diagnose(Batch batch) {
    return find(batch).text();
  }

  Diagnosis.Finding find(Batch batch) {
    if (reading().overflowed()) {
      return new Diagnosis.Finding(
          "the update would have made weights or moments of the optimizer infinite");
    }
    Graph graph = new Graph();
    Traced step = trace(graph, batch.examples());
    Set<Node> gradients = Set.copyOf(step.gradients().values());
    return Diagnosis.firstNotFinite(model.backend(), graph, gradients, named(), batch);
  }

  private Program compile(int examples) {
    Graph graph = new Graph();
    Traced step = trace(graph, examples);
    store(graph, step);
    Node sums = graph.variable(SUMS, TensorType.f32(loss.measured()));
    state.totals().commit(graph, gradients(graph), step.measures(), sums, step.state());
    updates(graph, step.state());
    return compile(graph, "training");
  }

  private Program compileGradients(int examples) {
    Graph graph = new Graph();
    Traced step = trace(graph, examples);
    store(graph, step);
    long count = loss.measured();
    graph.store(Reduce.sum(step.measures(), count, examples, 1, Shape.of(count)), SUMS);
    return compile(graph, "gradients");
  }

  private Program compileUpdate() {
    Graph graph = new Graph();
    Node stepState = state.totals().stepState(graph);
    Node sums = graph.variable(SUMS, TensorType.f32(loss.measured()));
    state.totals().commit(graph, gradients(graph), sums, stepState);
    updates(graph, stepState);
    return compile(graph, "update");
  }

  private Program compile(Graph graph, String owner) {
    Backend backend = model.backend();
    return Program.compile(backend, graph, named(), List.of(), model.arena(), owner);
  }

  /** Of what is trained. */
  private Node gradients(Graph graph) {
    return graph.variable(GRADIENTS, TensorType.f32(trained()));
  }

  /** With what state becomes. */
  private Node flat(Graph graph) {
    return graph.variable(FLAT, TensorType.f32(model.parameters().shape()));
  }

  /** At least one element, over which the update of a network without parameters steps. */
  private long trained() {
    return Math.max(1, model.layout().trained());
  }

  private static void store(Graph graph, Traced step) {
    step.gradients().forEach((name, gradient) -> graph.store(gradient, nameOfGradient(name)));
    step.next().forEach((name, value) -> graph.store(value, nameOfGradient(name)));
  }

  private void updates(Graph graph, Node stepState) {
    TensorType flatType = TensorType.f32(model.parameters().shape());
    List<Node> operands = new ArrayList<>();
    operands.add(graph.variable(Model.PARAMETERS, flatType));
    for (int i = 0; i < state.moments(); i++) {
      operands.add(graph.variable(TrainingState.nameOfMoment(i), flatType));
    }
    operands.add(flat(graph));
    operands.add(graph.variable(TrainingState.RATE, TensorType.f32(1)));
    operands.add(graph.variable(WEIGHT, TensorType.f32(1)));
    operands.add(stepState);
    ParameterLayout layout = model.layout();
    optimizer
        .updates(layout.decayed(), layout.trained())
        .forEach(rule -> graph.effect(rule, operands.toArray(Node[]::new)));
    if (layout.trained() < layout.elements()) {
      Effect adopt = new Adopt(layout.trained(), layout.elements());
      graph.effect(adopt, operands.get(0), flat(graph), stepState);
    }
  }

  /** What the graphs of a step name. */
  private Map<String, View> named() {
    Map<String, View> named = model.state();
    named.putAll(state.named());
    long parameters = model.parameters().elements();
    named.put(FLAT, flat.part(0, model.parameters().shape()));
    named.put(GRADIENTS, flat.part(0, Shape.of(trained())));
    model
        .layout()
        .parameters()
        .forEach(parameter -> named.put(nameOfGradient(parameter.name()), gradient(parameter)));
    named.put(SUMS, flat.part(parameters, Shape.of(loss.measured())));
    named.put(WEIGHT, flat.part(parameters + Loss.WEIGHT, Shape.of(1)));
    return named;
  }

  private static String nameOfGradient(String parameter) {
    return "gradient of " + parameter;
  }

  /** Forward and backward pass. */
  private Traced trace(Graph graph, int examples) {
    Node stepState = state.totals().stepState(graph);
    Node features =
        graph.input("features", TensorType.f32(model.network().input().batched(examples)));
    Model.Forward forward = model.forward(graph, features, true, stepState, state.seed());
    Node output = forward.output();
    Node target = graph.input("targets", loss.target(output.shape()));
    Node measures = loss.measures(output, target).named("loss");
    List<Node> with = List.copyOf(forward.parameters().values());
    List<Node> found = Differentiator.gradients(measures, 1, with);
    Map<String, Node> byName = new LinkedHashMap<>();
    int next = 0;
    for (String name : forward.parameters().keySet()) {
      Node gradient = found.get(next++);
      if (gradient != null) {
        byName.put(name, gradient);
      }
    }
    return new Traced(stepState, measures, byName, forward.next());
  }

  /**
   * The nodes of a traced step; gradients by parameter, without those that do not matter, and what
   * state becomes.
   */
  private record Traced(
      Node state, Node measures, Map<String, Node> gradients, Map<String, Node> next) {}

  @Override
  public void close() {
    resources.close();
  }
}
