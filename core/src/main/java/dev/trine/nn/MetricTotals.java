package dev.trine.nn;

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
import dev.trine.tensor.TensorType;
import java.util.Map;

/**
 * The step state and the metrics of a run, kept on the device and added up there from step to step,
 * so that reading them is the only time a run waits.
 */
public final class MetricTotals implements AutoCloseable {
  private static final String STATE = "step";
  private static final String TOTALS = "totals";

  private static final int LOSS = 0;
  private static final int CORRECT = 1;

  private final Backend backend;
  private final Resources resources = new Resources();
  private final View stepState;
  private final View totals;
  private final HostBuffer hostState;
  private final HostBuffer hostMetrics;
  private final Call clearTotals;

  /** Totals of zero of what a loss measures. */
  public MetricTotals(Backend backend, Loss loss, String owner) {
    int count = loss.hasAccuracy() ? 2 : 1;
    this.backend = backend;
    try {
      stepState = resources.allocate(backend, TensorType.i32(StepState.ELEMENTS), owner);
      totals = resources.allocate(backend, TensorType.f32(count), owner);
      hostState = resources.add(backend.allocateHost(DType.I32, StepState.ELEMENTS));
      hostMetrics = resources.add(backend.allocateHost(DType.F32, count));
      clearTotals = resources.add(backend.fill(0, totals));
      setStep(0);
      clear();
    } catch (RuntimeException | Error failure) {
      resources.closeAfter(failure);
      throw failure;
    }
  }

  /** The step state as a variable of a graph. */
  public Node stepState(Graph graph) {
    return graph.variable(STATE, TensorType.i32(StepState.ELEMENTS));
  }

  /** What graphs with these totals name. */
  public Map<String, View> state() {
    return Map.of(STATE, stepState, TOTALS, totals);
  }

  /**
   * The effect that counts a step of training and adds what it measures to the totals, if all that
   * is finite. The updates come behind it.
   *
   * @param gradients of all parameters
   * @param measures of a {@link Loss}
   */
  public void commit(Graph graph, Node gradients, Node measures, Node state) {
    graph.effect(new Commit(), gradients, measures, totals(graph), state);
  }

  /** The effect that adds what a {@link Loss} measures to the totals, whatever it is. */
  public void add(Graph graph, Node measures) {
    graph.effect(new Accumulate(), measures, totals(graph));
  }

  private Node totals(Graph graph) {
    return graph.variable(TOTALS, TensorType.f32(totals.elements()));
  }

  /** What was added up since the last {@link #clear}; waits for the queue. */
  public Reading read() {
    backend.download(stepState, hostState).await();
    backend.download(totals, hostMetrics).await();
    boolean overflowed = hostState.get(StepState.OVERFLOWED) != 0;
    return new Reading(
        hostMetrics.get(LOSS),
        hostMetrics.elements() > CORRECT ? hostMetrics.get(CORRECT) : 0,
        (int) hostState.get(StepState.STEP),
        hostState.get(StepState.HEALTHY) != 0 && !overflowed,
        overflowed);
  }

  /** Sets the totals to zero; steps go on being counted. */
  public void clear() {
    clearTotals.enqueue();
  }

  /** Sets the number of updates made, and the state back to healthy. */
  public void setStep(int step) {
    hostState.set(StepState.STEP, step);
    hostState.set(StepState.HEALTHY, 1);
    hostState.set(StepState.OVERFLOWED, 0);
    backend.upload(hostState, stepState).await();
  }

  @Override
  public void close() {
    resources.close();
  }

  /**
   * What the totals hold.
   *
   * @param loss the sum over all examples
   * @param correct how many were right
   * @param step how many steps were counted in all, of which the last may have overflowed
   * @param healthy whether loss, gradients and updates have been finite throughout
   * @param overflowed whether it was an update that was not
   */
  public record Reading(
      double loss, double correct, int step, boolean healthy, boolean overflowed) {}
}
