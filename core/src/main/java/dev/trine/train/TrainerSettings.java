package dev.trine.train;

import dev.trine.nn.Loss;
import dev.trine.nn.Model;
import dev.trine.nn.Objective;
import java.util.List;
import java.util.Map;

/**
 * How a model is trained.
 *
 * @param losses by output, of those that are not the usual ones
 * @param objective null for all outputs by these losses
 * @param schedule null for a rate that nobody but the caller changes
 * @param batch examples a step; {@link #ALL} for the whole set
 * @param lengthBuckets shapes of batches of a padded set, at most
 * @param parts in which a batch is worked on; 1 for whole batches where they fit
 * @param validation the fraction of the data held out to watch generalisation; 0 for none
 * @param stoppingRule null for none
 * @param checkpoints null for none
 */
record TrainerSettings(
    Model model,
    Map<String, Loss> losses,
    Objective objective,
    Optimizer optimizer,
    Schedule schedule,
    int batch,
    int lengthBuckets,
    int parts,
    int epochs,
    long seed,
    double validation,
    StoppingRule stoppingRule,
    NotFinite notFinite,
    DataPlace dataPlace,
    CheckpointPlan checkpoints,
    List<TrainingListener> listeners) {
  /** The batch of all examples. */
  static final int ALL = 0;
}
