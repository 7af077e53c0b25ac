package dev.trine.spark;

import dev.trine.nn.Evaluation;
import java.util.Locale;

/**
 * The end of a round.
 *
 * @param round from 1
 * @param rounds of the whole training
 * @param training means over the examples of the round, while weights changed or before they did
 * @param seconds that it took
 * @param samplesPerSecond of all partitions together
 * @param learningRate of its last step
 * @param slowest the partition whose task took longest
 * @param slowestSeconds how long that computed
 * @param slowestHost where
 */
public record RoundReport(
    int round,
    int rounds,
    Evaluation training,
    double seconds,
    double samplesPerSecond,
    double learningRate,
    int slowest,
    double slowestSeconds,
    String slowestHost) {
  /** For people: {@code round 12 of 47: loss 0.2317, 31,415 examples/s, 0.52 s; slowest …}. */
  public String line() {
    String accuracy =
        training.means().containsKey("accuracy")
            ? String.format(Locale.ROOT, " accuracy %.1f %%,", 100 * training.accuracy())
            : "";
    return String.format(
        Locale.ROOT,
        "round %d of %d: loss %.4f,%s %,.0f examples/s, %.2f s; slowest partition %d on %s, %.2f s",
        round,
        rounds,
        training.loss(),
        accuracy,
        samplesPerSecond,
        seconds,
        slowest,
        slowestHost,
        slowestSeconds);
  }
}
