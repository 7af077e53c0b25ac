package dev.trine.train;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.FloatCopies;
import dev.trine.backend.internal.Resources;
import dev.trine.data.Batch;
import dev.trine.data.BatchShape;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.compile.Program;
import dev.trine.nn.Feed;
import dev.trine.nn.Loss;
import dev.trine.nn.MetricTotals;
import dev.trine.nn.Model;
import dev.trine.nn.Objective;
import dev.trine.nn.Parameter;
import dev.trine.nn.ProgramCache;
import dev.trine.nn.SettlingTotals;
import dev.trine.tensor.TensorType;
import java.util.Set;

/**
 * Steps of training: forward, backward and update as a single recorded program ({@link #run}), or
 * in two parts ({@link #gradients}, {@link #update}), between which gradients can be read and
 * changed. Both give the same bits. For own training loops; {@link Trainer} is the usual one. Close
 * it before its model.
 */
public final class TrainStep implements AutoCloseable {
  private final Model model;
  private final TrainingState state;
  private final Resources resources = new Resources();
  private final View flat;
  private final StepGraphs graphs;
  private final ProgramCache whole;
  private final ProgramCache forwardAndBackward;
  private final SettlingTotals settling = new SettlingTotals();
  private Program update;
  private Accumulation accumulation;

  /**
   * Steps from the model's present weights.
   *
   * @param seed of dropout and whatever else is random in a step
   */
  public TrainStep(Model model, Objective objective, Optimizer optimizer, long seed) {
    this(
        objective,
        optimizer,
        new TrainingState(model, objective, optimizer, seed),
        Feed.STREAMED,
        true);
  }

  /**
   * The same for a loss of the only output against the field {@link
   * dev.trine.data.Dataset#TARGETS}; all examples weigh 1.
   */
  public TrainStep(Model model, Loss loss, Optimizer optimizer, long seed) {
    this(model, Objective.of(model.network(), loss), optimizer, seed);
  }

  /** Steps from a state, which stays open. */
  public TrainStep(Objective objective, Optimizer optimizer, TrainingState state) {
    this(objective, optimizer, state, Feed.STREAMED);
  }

  /**
   * Steps from a state, which stays open.
   *
   * @param feed how batches come to the device; stays open
   */
  public TrainStep(Objective objective, Optimizer optimizer, TrainingState state, Feed feed) {
    this(objective, optimizer, state, feed, false);
  }

  /**
   * The same for a loss of the only output against the field {@link
   * dev.trine.data.Dataset#TARGETS}; all examples weigh 1.
   */
  public TrainStep(Loss loss, Optimizer optimizer, TrainingState state) {
    this(Objective.of(state.model().network(), loss), optimizer, state);
  }

  private TrainStep(
      Objective objective, Optimizer optimizer, TrainingState state, Feed feed, boolean owned) {
    this.model = state.model();
    this.state = state;
    try {
      if (owned) {
        resources.add(state);
      }
      requireTrained(model);
      TensorType type = TensorType.f32(StepGraphs.elements(model, objective));
      flat = resources.allocate(model.backend(), type, "gradients");
      graphs = new StepGraphs(model, objective, optimizer, state, feed, flat);
      whole = resources.add(new ProgramCache(graphs::whole));
      forwardAndBackward = resources.add(new ProgramCache(graphs::forwardAndBackward));
      try (Call clear = model.backend().fill(0, flat)) {
        clear.enqueue();
      }
    } catch (RuntimeException | Error failure) {
      resources.closeAfter(failure);
      throw failure;
    }
  }

  private static void requireTrained(Model model) {
    if (model.layout().elements() > 0 && model.layout().changing() == 0) {
      throw new IllegalArgumentException(
          "Nothing is trained: all of the network is frozen, " + model.network().frozen());
    }
  }

  Objective objective() {
    return graphs.objective();
  }

  /** What it goes on from, and leaves. */
  public TrainingState state() {
    return state;
  }

  /** Changes the learning rate from the next step on; waits for nothing. */
  public void learningRate(double value) {
    state.learningRate(value);
  }

  /**
   * Enqueues one step, and waits only for fixed points to settle; the batch may be filled again
   * when its uploads are done.
   */
  public void run(Batch batch) {
    settling.add(whole.run(batch).settlings());
  }

  /**
   * Enqueues forward and backward pass of a step, which leave {@link #flatGradients}; the batch may
   * be filled again when its uploads are done.
   */
  public void gradients(Batch batch) {
    settling.add(forwardAndBackward.run(batch).settlings());
  }

  /**
   * Begins a batch of several parts, each of which {@link #addGradients} adds: a batch that does
   * not fit into the memory of the device, say.
   *
   * @throws IllegalArgumentException if layers of the network, such as batch norm, look at a whole
   *     batch
   */
  public void clearGradients() {
    accumulation().clear();
  }

  /**
   * Enqueues forward and backward pass of a part of a batch, and adds what they come to to {@link
   * #flatGradients}. When all parts are there, {@link #update} makes the step of the whole batch:
   * the same within rounding, except that dropout draws other masks.
   */
  public void addGradients(Batch part) {
    accumulation().add(part);
  }

  private Accumulation accumulation() {
    if (accumulation == null) {
      accumulation = resources.add(new Accumulation(graphs));
    }
    return accumulation;
  }

  /** The program that adds the gradients of parts of a shape. */
  Program programOfPart(BatchShape part) {
    return accumulation().program(part);
  }

  /** Enqueues the rest of a step, from what {@link #flatGradients} holds. */
  public void update() {
    if (update == null) {
      update = resources.add(graphs.update());
    }
    update.run();
  }

  /** The program of whole steps of batches of so many examples, for benchmarks and tests. */
  public Program program(int examples) {
    return program(BatchShape.of(examples));
  }

  /** The program of whole steps of batches of a shape. */
  Program program(BatchShape shape) {
    return whole.forBatch(shape);
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

  /** How fixed points settled since the last {@link #clearMetrics}; what has happened, no copy. */
  public SettlingTotals settling() {
    return settling;
  }

  public void clearMetrics() {
    state.totals().clear();
    settling.clear();
  }

  /**
   * The norm of the gradient of the mean loss of the last step by all parameters that are trained,
   * before any clipping; 0 where nothing had weight. Waits for the steps enqueued.
   */
  public double gradientNorm() {
    float squares = FloatCopies.read(model.backend(), state.totals().squares())[0];
    float weight = FloatCopies.read(model.backend(), graphs.weight())[0];
    return weight > 0 ? Math.sqrt(squares) / weight : 0;
  }

  /**
   * The gradients of the sum of the losses by all parameters that are trained, laid out as these
   * are in the model, with what state becomes in the place of that state, and behind them the sums
   * of what the loss measures, its weight among them, by which the update divides: so what several
   * replicas have can be added up as it is.
   */
  public View flatGradients() {
    return flat;
  }

  /** The values of {@link #flatGradients}; waits for the steps enqueued. */
  public float[] readFlatGradients() {
    return FloatCopies.read(model.backend(), flat);
  }

  /** Sets the values of {@link #flatGradients}, for the next {@link #update}. */
  public void writeFlatGradients(float[] values) {
    FloatCopies.write(model.backend(), "The vector of all gradients", flat, values);
  }

  /**
   * The gradient of the sum of the losses by one parameter.
   *
   * @throws IllegalArgumentException if that is frozen
   */
  public View gradient(Parameter parameter) {
    return gradient(parameter.name());
  }

  private View gradient(String name) {
    if (model.layout().parameter(name).role() == Parameter.Role.FROZEN) {
      throw new IllegalArgumentException(
          "There is no gradient of '%s': it is frozen".formatted(name));
    }
    return model.viewIn(flat, name);
  }

  /** The values of {@link #gradient}, by the parameter's name; waits for the steps enqueued. */
  public float[] readGradient(String parameter) {
    return FloatCopies.read(model.backend(), gradient(parameter));
  }

  /** Sets the values of {@link #gradient}, for the next {@link #update}. */
  public void writeGradient(String parameter, float[] values) {
    View view = gradient(parameter);
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
    StepGraphs.Traced step = graphs.trace(graph, batch.shape());
    Set<Node> gradients = Set.copyOf(step.gradients().values());
    Set<String> ofSet = graphs.feed().state().keySet();
    return Diagnosis.firstNotFinite(
        model.backend(), graph, gradients, graphs.named(), ofSet, batch);
  }

  @Override
  public void close() {
    resources.close();
  }
}
