package dev.trine.train;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.backend.internal.Resources;
import dev.trine.data.Batch;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.compile.Differentiator;
import dev.trine.graph.compile.Program;
import dev.trine.nn.Loss;
import dev.trine.nn.MetricTotals;
import dev.trine.nn.Model;
import dev.trine.nn.Parameter;
import dev.trine.nn.ProgramCache;
import dev.trine.tensor.DType;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One step of training: forward, backward and update as a single recorded program. For own training
 * loops; {@link Trainer} is the usual one. Close it before its model.
 */
public final class TrainStep implements AutoCloseable {
  private static final String GRADIENTS = "gradients";
  private static final String RATE = "learning rate";

  private final Model model;
  private final Loss loss;
  private final Optimizer optimizer;
  private final long seed;
  private final Resources resources = new Resources();
  private final MetricTotals totals;
  private final View gradients;
  private final List<View> moments = new ArrayList<>();
  private final View rate;
  private final HostBuffer hostRate;
  private final ProgramCache programs;

  /**
   * A step from the model's present weights.
   *
   * @param seed of dropout and whatever else is random in a step
   */
  public TrainStep(Model model, Loss loss, Optimizer optimizer, long seed) {
    this.model = model;
    this.loss = loss;
    this.optimizer = optimizer;
    this.seed = seed;
    Backend backend = model.backend();
    try {
      totals = resources.add(new MetricTotals(backend, loss, "training metrics"));
      gradients = zeros("gradients");
      for (int i = 0; i < optimizer.moments(); i++) {
        moments.add(zeros("optimizer moments"));
      }
      rate = resources.allocate(backend, TensorType.f32(1), "learning rate");
      hostRate = resources.add(backend.allocateHost(DType.F32, 1));
      programs = resources.add(new ProgramCache(this::compile));
      learningRate(optimizer.learningRate());
    } catch (RuntimeException | Error failure) {
      resources.closeAfter(failure);
      throw failure;
    }
  }

  /** A tensor beside the parameters. */
  private View zeros(String owner) {
    Backend backend = model.backend();
    View view = resources.allocate(backend, TensorType.f32(model.parameters().shape()), owner);
    try (Call clear = backend.fill(0, view)) {
      clear.enqueue();
    }
    return view;
  }

  /** Changes the learning rate from the next step on. */
  public void learningRate(double value) {
    Optimizers.checkLearningRate(value);
    hostRate.set(0, value);
    model.backend().upload(hostRate, rate).await();
  }

  /** Enqueues one step; the batch may be filled again when its uploads are done. */
  public void run(Batch batch) {
    if (batch.examples() < 1) {
      throw new IllegalArgumentException(
          "The batch is empty: fill it, and say so by filled(count)");
    }
    Program program = programs.forBatch(batch.examples());
    batch.uploading(program.upload("features", batch.features()));
    batch.uploading(program.upload("targets", batch.targets()));
    program.run();
  }

  /** The program for batches of so many examples, for benchmarks and tests. */
  public Program program(int examples) {
    return programs.forBatch(examples);
  }

  /** The metrics since the last {@link #clearMetrics}; waits for all steps enqueued. */
  public MetricTotals.Reading metrics() {
    return totals.read();
  }

  public void clearMetrics() {
    totals.clear();
  }

  /**
   * Runs the step of a batch again, without its update, and names the first value that is not
   * finite. After a step that failed, state is as it was before, so that this shows what happened;
   * unless it was the update that failed, which only this says then.
   */
  public String diagnose(Batch batch) {
    if (metrics().overflowed()) {
      return "the update would have made weights or moments of the optimizer infinite";
    }
    Graph graph = new Graph();
    trace(graph, batch.examples());
    return Diagnosis.firstNotFinite(model.backend(), graph, state(), batch);
  }

  private Program compile(int examples) {
    Graph graph = new Graph();
    Step step = trace(graph, examples);
    Node state = step.state();
    step.gradients().forEach((name, gradient) -> graph.store(gradient, gradientOf(name)));
    TensorType flat = TensorType.f32(gradients.elements());
    Node flatGradients = graph.variable(GRADIENTS, flat);
    totals.commit(graph, flatGradients, step.measures(), state);
    List<Node> operands = new ArrayList<>();
    operands.add(graph.variable(Model.PARAMETERS, flat));
    for (int i = 0; i < moments.size(); i++) {
      operands.add(graph.variable(moment(i), flat));
    }
    operands.addAll(List.of(flatGradients, graph.variable(RATE, TensorType.f32(1)), state));
    optimizer
        .updates(model.layout().decayed(), model.layout().elements())
        .forEach(update -> graph.effect(update, operands.toArray(Node[]::new)));
    return Program.compile(model.backend(), graph, state(), List.of(), model.arena(), "training");
  }

  /** What the graph of a step names. */
  private Map<String, View> state() {
    Map<String, View> state = model.state();
    state.putAll(totals.state());
    state.put(GRADIENTS, gradients);
    model
        .layout()
        .parameters()
        .forEach(parameter -> state.put(gradientOf(parameter.name()), gradient(parameter)));
    for (int i = 0; i < moments.size(); i++) {
      state.put(moment(i), moments.get(i));
    }
    state.put(RATE, rate);
    return state;
  }

  private static String gradientOf(String parameter) {
    return "gradient of " + parameter;
  }

  private static String moment(int number) {
    return "moment " + number;
  }

  /** Forward and backward pass. */
  private Step trace(Graph graph, int examples) {
    Node state = totals.stepState(graph);
    Node features =
        graph.input("features", TensorType.f32(model.network().input().batched(examples)));
    Model.Forward forward = model.forward(graph, features, true, state, seed);
    Node output = forward.output();
    Node target = graph.input("targets", loss.target(output.shape()));
    Node measures = loss.measures(output, target).named("loss");
    List<Node> with = List.copyOf(forward.parameters().values());
    List<Node> found = Differentiator.gradients(measures, 1.0 / examples, with);
    Map<String, Node> byName = new LinkedHashMap<>();
    int next = 0;
    for (String name : forward.parameters().keySet()) {
      Node gradient = found.get(next++);
      if (gradient != null) {
        byName.put(name, gradient);
      }
    }
    return new Step(state, measures, byName);
  }

  /** The nodes of a traced step; gradients by parameter, without those that do not matter. */
  private record Step(Node state, Node measures, Map<String, Node> gradients) {}

  /** The gradient of one parameter in the last step. */
  public View gradient(Parameter parameter) {
    return model.viewIn(gradients, parameter.name());
  }

  @Override
  public void close() {
    resources.close();
  }
}
