package dev.trine.train;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.FloatCopies;
import dev.trine.backend.internal.Resources;
import dev.trine.data.Batch;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.compile.Program;
import dev.trine.nn.Loss;
import dev.trine.nn.MetricTotals;
import dev.trine.nn.Model;
import dev.trine.nn.Parameter;
import dev.trine.nn.ProgramCache;
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
  private final Loss loss;
  private final TrainingState state;
  private final Resources resources = new Resources();
  private final View flat;
  private final StepGraphs graphs;
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
    this.state = state;
    try {
      if (owned) {
        resources.add(state);
      }
      TensorType type = TensorType.f32(StepGraphs.elements(model, loss));
      flat = resources.allocate(model.backend(), type, "gradients");
      graphs = new StepGraphs(model, loss, optimizer, state, flat);
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
      update = resources.add(graphs.update());
    }
    update.run();
  }

  private static void run(ProgramCache programs, Batch batch) {
    if (batch.examples() < 1) {
      throw new IllegalArgumentException(
          "The batch is empty: fill it, and say so by filled(count)");
    }
    Program program = programs.forBatch(batch.examples());
    batch.uploading(program.upload("features", batch.buffer("features")));
    batch.uploading(program.upload("targets", batch.buffer("targets")));
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
    StepGraphs.Traced step = graphs.trace(graph, batch.examples());
    Set<Node> gradients = Set.copyOf(step.gradients().values());
    return Diagnosis.firstNotFinite(model.backend(), graph, gradients, graphs.named(), batch);
  }

  @Override
  public void close() {
    resources.close();
  }
}
