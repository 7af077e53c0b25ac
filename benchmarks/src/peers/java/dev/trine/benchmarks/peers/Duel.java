package dev.trine.benchmarks.peers;

import java.io.IOException;
import java.util.Locale;

/**
 * Two libraries on the same task, in rounds that alternate, so that whatever else the machine does
 * meets both. They rest in between, since threads of OpenMP go on spinning for a while after work.
 */
final class Duel {
  private static final int ROUNDS = 21;
  private static final int STEPS_AT_LEAST = 3;
  private static final double ROUND_MILLIS = 200;
  private static final double WARM_UP_SECONDS = 6;
  private static final long REST_MILLIS = 50;

  /** Steps from the same parameters after which the losses are compared. */
  private static final int STEPS_COMPARED = 10;

  /** How far they may be apart by then, relatively: they round differently. */
  private static final double TOLERANCE = 1e-3;

  private final Task task;
  private final Side one;
  private final Side other;

  Duel(Task task, Contestant one, Contestant other) {
    this.task = task;
    this.one = new Side(one);
    this.other = new Side(other);
  }

  /** Measures and prints. */
  void run() throws IOException, InterruptedException {
    one.begin();
    other.begin();
    int steps = warmUp();
    for (int i = 0; i < ROUNDS; i++) {
      Side first = i % 2 == 0 ? one : other;
      Side second = first == one ? other : one;
      first.millis[i] = first.round(steps);
      second.millis[i] = second.round(steps);
    }
    one.end();
    other.end();
    System.out.printf("%n%s, %s rounds of %s steps%n", task.name(), ROUNDS, steps);
    one.print();
    other.print();
    printRatio();
    check();
  }

  /** Returns how many steps make a round: the same for both, whose losses stay comparable so. */
  private int warmUp() throws IOException, InterruptedException {
    int steps = STEPS_AT_LEAST;
    long end = System.nanoTime() + (long) (1e9 * WARM_UP_SECONDS);
    while (System.nanoTime() - end < 0) {
      double slower = Math.max(one.round(steps), other.round(steps));
      steps = (int) Math.max(STEPS_AT_LEAST, Math.ceil(ROUND_MILLIS / slower));
    }
    return steps;
  }

  private void printRatio() {
    double[] ratios = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      ratios[i] = other.millis[i] / one.millis[i];
    }
    Quantiles quantiles = Quantiles.of(ratios);
    System.out.printf(
        Locale.ROOT,
        "  %s takes %.2f times as long as %s (half of the rounds: %.2f to %.2f)%n",
        other.contestant.name(),
        quantiles.at(0.5),
        one.contestant.name(),
        quantiles.at(0.25),
        quantiles.at(0.75));
  }

  /** Fails unless both did the same, and learned. */
  private void check() {
    if (isApart(one.first, other.first) || isApart(one.later, other.later)) {
      throw new IllegalStateException("The losses differ: this is not the same work");
    }
    if (!one.learned() || !other.learned()) {
      throw new IllegalStateException("A loss does not fall: this is no training");
    }
  }

  private static boolean isApart(double a, double b) {
    return !(Math.abs(a - b) <= TOLERANCE * Math.abs(b));
  }

  /** One of the two, and what was seen of it. */
  private final class Side {
    final Contestant contestant;
    final double[] millis = new double[ROUNDS];
    double first;
    double later;
    double last;

    Side(Contestant contestant) {
      this.contestant = contestant;
    }

    void begin() throws IOException {
      contestant.begin(task);
      first = contestant.loss();
      for (int i = 1; i < STEPS_COMPARED; i++) {
        contestant.loss();
      }
      later = contestant.loss();
    }

    double round(int steps) throws IOException, InterruptedException {
      Thread.sleep(REST_MILLIS);
      return contestant.round(steps);
    }

    void end() throws IOException {
      last = contestant.loss();
    }

    boolean learned() {
      return later < first && last < later;
    }

    void print() {
      double median = Quantiles.of(millis).at(0.5);
      System.out.printf(
          Locale.ROOT,
          "  %-5s %9.4f ms a step, %6.1f GFLOP/s; loss %.5f, %.5f after %d steps, %.5f at the end%n",
          contestant.name(),
          median,
          1e-6 * task.flops() / median,
          first,
          later,
          STEPS_COMPARED,
          last);
    }
  }
}
