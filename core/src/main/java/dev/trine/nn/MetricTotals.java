package dev.trine.nn;

import static dev.trine.graph.Reshape.reshape;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.backend.internal.Resources;
import dev.trine.backend.op.StepState;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.ops.Accumulate;
import dev.trine.graph.ops.Commit;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The step state and the metrics of a run, kept on the device and added up there from step to step,
 * so that reading them is the only time a run waits.
 */
public final class MetricTotals implements AutoCloseable {
  private static final String STATE = "step";
  private static final String TOTALS = "totals";
  private static final String SQUARES = "squares of gradients";

  private final Backend backend;
  private final List<String> measures;
  private final int count;
  private boolean skips;
  private final Resources resources = new Resources();
  private final View stepState;
  private final View totals;
  private final View squares;
  private final HostBuffer hostState;
  private final HostBuffer hostMetrics;
  private final Call clearTotals;

  /** Totals of zero of what an objective measures. */
  public MetricTotals(Backend backend, Objective objective, String owner) {
    measures = objective.measures();
    count = measures.size();
    this.backend = backend;
    try {
      stepState = resources.allocate(backend, TensorType.i32(StepState.ELEMENTS), owner);
      totals = resources.allocate(backend, TensorType.f32(2, count), owner);
      squares = resources.allocate(backend, TensorType.f32(1), owner);
      hostState = resources.add(backend.allocateHost(DType.I32, StepState.ELEMENTS));
      hostMetrics = resources.add(backend.allocateHost(DType.F32, 2L * count));
      clearTotals = resources.add(backend.fill(0, totals));
      setStep(0);
      clear();
    } catch (RuntimeException | Error failure) {
      resources.closeAfter(failure);
      throw failure;
    }
  }

  /** What is added up, by name. */
  public List<String> measures() {
    return measures;
  }

  /** The step state as a variable of a graph. */
  public Node stepState(Graph graph) {
    return graph.variable(STATE, TensorType.i32(StepState.ELEMENTS));
  }

  /** What graphs with these totals name. */
  public Map<String, View> state() {
    return Map.of(STATE, stepState, TOTALS, totals, SQUARES, squares);
  }

  /**
   * The effect that counts a step of training and adds what it measures to the totals, if all that
   * is finite. The updates come behind it.
   *
   * @param gradients of all parameters
   * @param measures of an {@link Objective}
   * @param sums where the sums of the measures go
   */
  public void commit(Graph graph, Node gradients, Node measures, Node sums, Node state) {
    graph.effect(new Commit(), gradients, measures, sums, squares(graph), totals(graph), state);
  }

  /**
   * The same for measures that were summed before.
   *
   * @param sums [measures]
   */
  public void commit(Graph graph, Node gradients, Node sums, Node state) {
    Node measures = reshape(sums, Shape.of(count, 1));
    graph.effect(new Commit(), gradients, measures, squares(graph), totals(graph), state);
  }

  /** The effect that adds what an {@link Objective} measures to the totals, whatever it is. */
  public void add(Graph graph, Node measures) {
    graph.effect(new Accumulate(), measures, totals(graph));
  }

  private Node totals(Graph graph) {
    return graph.variable(TOTALS, TensorType.f32(2, count));
  }

  /** The sum of the squares of all gradients, which a {@link #commit} leaves. */
  public Node squares(Graph graph) {
    return graph.variable(SQUARES, TensorType.f32(1));
  }

  /** The same where it lies. */
  public View squares() {
    return squares;
  }

  /** What was added up since the last {@link #clear}; waits for the queue. */
  public Reading read() {
    backend.download(stepState, hostState).await();
    backend.download(totals, hostMetrics).await();
    boolean overflowed = hostState.get(StepState.OVERFLOWED) != 0;
    return new Reading(
        sums(),
        (int) hostState.get(StepState.STEP),
        skips || hostState.get(StepState.HEALTHY) != 0 && !overflowed,
        overflowed,
        (int) hostState.get(StepState.SKIPPED));
  }

  private Map<String, Double> sums() {
    Map<String, Double> sums = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      sums.put(measures.get(i), hostMetrics.get(i) + hostMetrics.get(count + i));
    }
    return sums;
  }

  /** Sets the totals to zero; steps go on being counted. */
  public void clear() {
    clearTotals.enqueue();
  }

  /** Sets the number of steps counted, and the state back to healthy. */
  public void setStep(int step) {
    hostState.set(StepState.STEP, step);
    hostState.set(StepState.HEALTHY, 1);
    hostState.set(StepState.OVERFLOWED, 0);
    hostState.set(StepState.SKIPS, skips ? 1 : 0);
    hostState.set(StepState.SKIPPED, 0);
    backend.upload(hostState, stepState).await();
  }

  /** Whether a step that is not finite is left out, and counted, and training goes on behind it. */
  public void skip(boolean value) {
    skips = value;
    setStep(read().step());
  }

  /** The totals, to be set again; waits for the queue. */
  public float[] save() {
    read();
    float[] values = new float[2 * count];
    hostMetrics.get(0, values, 0, values.length);
    return values;
  }

  /** Sets the totals to what {@link #save} gave, and the number of steps counted. */
  public void restore(float[] saved, int step) {
    hostMetrics.put(0, saved, 0, 2 * count);
    backend.upload(hostMetrics, totals).await();
    setStep(step);
  }

  @Override
  public void close() {
    resources.close();
  }

  /**
   * What the totals hold.
   *
   * @param sums over all examples of what the objective measures, by {@linkplain Objective#measures
   *     name}
   * @param step how many steps were counted in all, of which the last may have overflowed
   * @param healthy whether loss, gradients and updates have been finite throughout
   * @param overflowed whether it was an update that was not
   * @param skipped how many steps were left out, or overflowed, since the steps were last set
   */
  public record Reading(
      Map<String, Double> sums, int step, boolean healthy, boolean overflowed, int skipped) {
    /** The sum of the losses. */
    public double loss() {
      return sums.get("loss");
    }

    /** The sum of the weights of all examples, which are as many unless told otherwise. */
    public double weight() {
      return sums.get("weight");
    }

    /**
     * The sums as means over the weights.
     *
     * @param examples how many there were
     */
    public Evaluation evaluation(long examples) {
      Map<String, Double> means = new LinkedHashMap<>();
      sums.forEach((name, sum) -> means.put(name, sum / weight()));
      means.remove("weight");
      return new Evaluation(means, examples);
    }
  }
}
