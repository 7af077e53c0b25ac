package dev.trine.spark;

import dev.trine.backend.BackendOptions;
import dev.trine.data.Field;
import dev.trine.nn.Objective;
import dev.trine.train.Optimizer;
import java.io.Serializable;
import java.util.List;

/**
 * What a task has to know of training, the same in all rounds.
 *
 * @param run a name of this training, which no other has
 * @param network as JSON
 * @param optimizer of local steps; one that keeps nothing where there are none
 * @param localSteps a round; 0 for gradients alone
 * @param averagedMoments how many moments of local steps go on from round to round
 * @param sizes how many examples each partition has
 * @param batches how many of them a step takes
 * @param choice of the backend; null for what the executor chooses
 */
record Plan(
    String run,
    String network,
    List<Field> fields,
    Objective objective,
    Optimizer optimizer,
    int localSteps,
    int averagedMoments,
    long seed,
    int[] sizes,
    int[] batches,
    String choice,
    BackendOptions options)
    implements Serializable {
  int partitions() {
    return sizes.length;
  }

  boolean isSynchronous() {
    return localSteps == 0;
  }

  /** How many steps made the moments that a round, counted from 0, begins with. */
  int stepsBehind(int round) {
    return averagedMoments == 0 ? 0 : Math.multiplyExact(round, localSteps);
  }

  /** How many batches a partition works on in a round. */
  int batchesPerRound() {
    return Math.max(1, localSteps);
  }

  /** How many examples all partitions work on in a round. */
  long examplesPerRound() {
    long examples = 0;
    for (int batch : batches) {
      examples += (long) batch * batchesPerRound();
    }
    return examples;
  }

  /** Which examples a partition works on in a round, batch by batch. */
  int[] order(int partition, int round) {
    int count = Math.multiplyExact(batches[partition], batchesPerRound());
    return new Order(seed, partition, sizes[partition]).indices((long) round * count, count);
  }

  /** A number that random ops draw by, another for each partition and round. */
  int draws(int partition, int round) {
    return round * partitions() + partition;
  }
}
