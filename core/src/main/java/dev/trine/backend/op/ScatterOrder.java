package dev.trine.backend.op;

/**
 * The order in which every backend adds up the updates of a row: a function of their count alone,
 * so that a sum has the same bits everywhere, wherever the updates lie and however many lanes or
 * threads there are.
 *
 * <p>The updates of a row are taken as their indices come. Runs of {@value #RUN} are summed each on
 * its own, one after the other from 0; then the runs' sums are added one after the other to the
 * first. So the few updates that most rows have are a plain chain, and those of a row that many
 * have, such as that of padding, can be shared out.
 *
 * <p>With u = 2⁻²⁴ the error is at most {@link #depth}{@code ·u·Σ|x|} to first order (Higham 2002,
 * section 4.2).
 */
public final class ScatterOrder {
  /** Updates of a run. */
  public static final int RUN = 128;

  private ScatterOrder() {}

  /** The most additions that an update of so many goes through. */
  public static long depth(long count) {
    long runs = (count + RUN - 1) / RUN;
    return Math.min(count, RUN) + Math.max(0, runs - 1);
  }

  /** The sum of the updates of a row, plainly: what every backend must give. */
  public static float sum(float[] updates) {
    float sum = sumOfRun(updates, 0);
    for (int begin = RUN; begin < updates.length; begin += RUN) {
      sum += sumOfRun(updates, begin);
    }
    return sum;
  }

  private static float sumOfRun(float[] updates, int begin) {
    float sum = 0;
    for (int i = begin; i < Math.min(updates.length, begin + RUN); i++) {
      sum += updates[i];
    }
    return sum;
  }
}
