package dev.trine.examples.spark;

import dev.trine.data.Dataset;
import dev.trine.train.Schedule;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How long training is, the same on Spark and on one device: a step of all partitions together
 * takes as many examples as one of the device.
 *
 * @param examples of a pass
 * @param epochs passes that are wanted
 * @param partitions that work at once
 * @param batch examples of a step in one of them
 * @param steps that each makes in a round, at least 1
 * @param rounds in all
 */
record Course(int examples, int epochs, int partitions, int batch, int steps, int rounds) {
  /**
   * The nearest to so many passes.
   *
   * @param together examples of a step in all partitions, where they can be dealt out evenly
   * @param localSteps 0 for synchronous rounds, which are of one step
   */
  static Course of(int examples, int epochs, int together, int partitions, int localSteps) {
    int batch = Math.max(1, together / partitions);
    int steps = Math.max(1, localSteps);
    double perRound = (double) partitions * batch * steps;
    int rounds = (int) Math.max(1, Math.rint(examples * (double) epochs / perRound));
    return new Course(examples, epochs, partitions, batch, steps, rounds);
  }

  /** Of one device that does the same. */
  int batchOfOneDevice() {
    return partitions * batch;
  }

  int stepsOfOneDevice() {
    return rounds * steps;
  }

  /** Examples that are trained on, an example as often as it is passed. */
  long seen() {
    return (long) stepsOfOneDevice() * batchOfOneDevice();
  }

  /** Which examples one device trains on: pass after pass, each shuffled, without a gap. */
  int[] order(long seed) {
    int[] order = new int[Math.toIntExact(seen())];
    SplittableRandom random = new SplittableRandom(seed);
    for (int from = 0; from < order.length; from += examples) {
      int[] pass = Dataset.shuffled(examples, random);
      System.arraycopy(pass, 0, order, from, Math.min(examples, order.length - from));
    }
    return order;
  }

  /** When a step of the one device is, counted from 0: its epochs end where they do on Spark. */
  Schedule.Moment moment(long step) {
    double perEpoch = (double) stepsOfOneDevice() / epochs;
    return new Schedule.Moment(step, step / perEpoch, perEpoch, List.of());
  }
}
