package dev.trine.conformance.catalogue;

import dev.trine.graph.ops.Update;
import java.util.List;

/**
 * The bound of an update: the running error of its formula.
 *
 * @param tensors the names of what the update takes, in its order
 */
record UpdateBound(Update update, List<String> tensors) implements Bound {
  @Override
  public double[] of(String tensor, ReferenceRun run) {
    int result = tensors.indexOf(tensor);
    RunningError error = new RunningError(update.mapping().values());
    List<double[]> inputs = update.taken().stream().map(tensors::get).map(run::before).toList();
    double[] bounds = new double[run.after(tensor).length];
    double[] loads = new double[inputs.size()];
    for (int i = 0; i < bounds.length; i++) {
      for (int j = 0; j < loads.length; j++) {
        boolean isOfElement = j <= update.results().size();
        loads[j] = inputs.get(j)[isOfElement ? i : 0];
      }
      bounds[i] = error.of(result, loads);
    }
    return bounds;
  }
}
