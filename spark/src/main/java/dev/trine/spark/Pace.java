package dev.trine.spark;

import dev.trine.train.EpochReport;
import dev.trine.train.Schedule;
import java.util.List;

/**
 * How many rounds training takes, behind which of them a pass over the examples is reported, and
 * when a step is.
 *
 * @param passes that are wanted
 * @param rounds in all
 * @param epochs reports, evenly spread, the last behind the last round
 */
record Pace(double passes, int rounds, int epochs) {
  /**
   * The nearest to so many passes.
   *
   * @param examples of a pass
   * @param perRound how many of them a round works on
   */
  static Pace of(double passes, long examples, long perRound) {
    double wanted = Math.max(1, Math.rint(passes * examples / perRound));
    if (wanted > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s passes over %s examples, %s a round, are more rounds than can be counted"
              .formatted(passes, examples, perRound));
    }
    int rounds = (int) wanted;
    return new Pace(passes, rounds, (int) Math.max(1, Math.min(rounds, Math.rint(passes))));
  }

  /** Whether a round, counted from 0, is the last of a pass. */
  boolean endsEpoch(int round) {
    return epochsBefore(round + 1) > epochsBefore(round);
  }

  /**
   * When a step is, for schedules: the passes that are wanted last from the first step to the last,
   * however many of them a round makes, and however many reports there are.
   *
   * @param step counted from 0
   * @param perRound how many a round has
   */
  Schedule.Moment moment(long step, int perRound, List<EpochReport> reports) {
    double steps = (double) rounds * perRound;
    return new Schedule.Moment(step, step * passes / steps, steps / passes, reports);
  }

  private long epochsBefore(int round) {
    return (long) round * epochs / rounds;
  }
}
