package dev.trine.spark;

/**
 * How many rounds training takes, and behind which of them a pass over the examples is reported.
 *
 * @param rounds in all
 * @param epochs reports, evenly spread, the last behind the last round
 */
record Pace(int rounds, int epochs) {
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
    return new Pace(rounds, (int) Math.max(1, Math.min(rounds, Math.rint(passes))));
  }

  /** Whether a round, counted from 0, is the last of a pass. */
  boolean endsEpoch(int round) {
    return epochsBefore(round + 1) > epochsBefore(round);
  }

  /** How many rounds the pass has that a round, counted from 0, is of. */
  int roundsOfEpoch(int round) {
    long epoch = epochsBefore(round);
    return (int) (begin(epoch + 1) - begin(epoch));
  }

  private long epochsBefore(int round) {
    return (long) round * epochs / rounds;
  }

  /** The first round of a pass: the smallest that has so many passes before it. */
  private long begin(long epoch) {
    return (epoch * rounds + epochs - 1) / epochs;
  }
}
