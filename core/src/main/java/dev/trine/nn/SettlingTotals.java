package dev.trine.nn;

import dev.trine.graph.compile.Settling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How the fixed points of a network settled, over many runs: metrics beside those of the losses.
 */
public final class SettlingTotals {
  private static final String ADJOINT = "adjoint of ";

  private final Map<String, Totals> byName = new LinkedHashMap<>();

  /** Of one loop, which is called by where its layer is. */
  private static final class Totals {
    private int runs;
    private long iterations;
    private int unsettled;
    private Settling worst;

    private void add(Settling settling) {
      runs++;
      iterations += settling.iterations();
      unsettled += settling.settled() ? 0 : 1;
      // Double.compare has NaN above all other numbers.
      if (worst == null || Double.compare(settling.residual(), worst.residual()) > 0) {
        worst = settling;
      }
    }

    private Settling unsettled() {
      return worst.settled() ? null : worst;
    }
  }

  /** Adds one run of a program. */
  public void add(List<Settling> settlings) {
    for (Settling settling : settlings) {
      byName.computeIfAbsent(nameOf(settling), name -> new Totals()).add(settling);
    }
  }

  /** {@code memory} of what computes 'memory/output', {@code memory backward} of its adjoint. */
  private static String nameOf(Settling settling) {
    String name = settling.name();
    boolean isBackward = name.startsWith(ADJOINT);
    String path =
        (isBackward ? name.substring(ADJOINT.length()) : name).replaceFirst("/output$", "");
    return isBackward ? path + " backward" : path;
  }

  public void clear() {
    byName.clear();
  }

  /** Of each fixed point that did not always settle the run that came least near to it. */
  public List<Settling> unsettled() {
    return byName.values().stream().map(Totals::unsettled).filter(Objects::nonNull).toList();
  }

  /**
   * An evaluation with these as further means: {@code memory iterations} of a layer {@code memory},
   * the mean over all batches; {@code memory residual}, the largest; and {@code memory unsettled},
   * the fraction of the batches that did not settle. {@code memory backward iterations} and so on
   * of the backward pass.
   */
  public Evaluation addTo(Evaluation evaluation) {
    if (byName.isEmpty()) {
      return evaluation;
    }
    Map<String, Double> means = new LinkedHashMap<>(evaluation.means());
    byName.forEach(
        (name, totals) -> {
          means.put(name + " iterations", (double) totals.iterations / totals.runs);
          means.put(name + " residual", totals.worst.residual());
          means.put(name + " unsettled", (double) totals.unsettled / totals.runs);
        });
    return new Evaluation(means, evaluation.examples());
  }
}
