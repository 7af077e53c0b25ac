package dev.trine.spark;

import dev.trine.backend.BackendOptions;
import dev.trine.data.Dataset;
import dev.trine.nn.Loss;
import dev.trine.nn.Model;
import dev.trine.nn.Objective;
import dev.trine.train.Optimizer;
import dev.trine.train.Schedule;
import java.util.List;
import java.util.Map;

/**
 * How a model is trained on a cluster.
 *
 * @param losses by output, of those that are not the usual ones
 * @param wanted null for all outputs by these losses
 * @param optimizer of the driver; of the partitions, if these make steps of their own
 * @param outer of the driver, if they do
 * @param schedule null for a rate that stays
 * @param localSteps a round; 0 for gradients alone
 * @param averagesMoments whether moments of local steps are averaged with the weights
 * @param batch examples of a step in a partition of mean size
 * @param dealing of the examples
 * @param choice of the executors' backend; null for what each of them chooses
 * @param checkpoint null for none
 */
record SparkSettings(
    Model model,
    Map<String, Loss> losses,
    Objective wanted,
    Optimizer optimizer,
    Optimizer outer,
    Schedule schedule,
    int localSteps,
    boolean averagesMoments,
    int batch,
    double epochs,
    long seed,
    Dealing dealing,
    String choice,
    BackendOptions options,
    HadoopCheckpoint checkpoint,
    List<RoundListener> listeners) {
  boolean isSynchronous() {
    return localSteps == 0;
  }

  /** How many moments of local steps are averaged with the weights. */
  int averagedMoments() {
    return !isSynchronous() && averagesMoments ? optimizer.moments() : 0;
  }

  /** What the driver updates the weights by. */
  Optimizer ofDriver() {
    if (isSynchronous()) {
      return optimizer;
    }
    return averagedMoments() == 0 ? outer : new Carrying(outer, averagedMoments());
  }

  /** What is made small on a set: what was said, and of the rest what suits the set. */
  Objective objective(Dataset dataset) {
    return wanted == null ? Objective.of(model.network(), dataset, losses) : wanted;
  }

  /** Calls the classes of the outputs what a set calls them. */
  void nameClasses(Dataset dataset, Objective objective) {
    for (Objective.Term term : objective.terms()) {
      List<String> classes =
          term.target() == null ? List.of() : dataset.field(term.target()).classes();
      if (!classes.isEmpty()) {
        model.classes(term.output(), classes);
      }
    }
  }
}
