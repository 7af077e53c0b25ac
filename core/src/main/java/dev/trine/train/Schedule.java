package dev.trine.train;

import java.util.List;

/**
 * What becomes of the learning rate in the course of training: a factor, for each step, of the
 * optimizer's own rate. It is a function of when the step is, so that training that goes on later
 * goes on with it; the lengths that it is made of count from the first epoch of a {@link
 * TrainingState}, whatever a call of fit makes of them. Behind its end it stays what it is there.
 *
 * <p>Where something happens every so many epochs, it does at the beginning of one; the others
 * change from step to step, or with {@link #byEpoch} from epoch to epoch.
 */
@FunctionalInterface
public interface Schedule {
  /** What the optimizer's rate is multiplied by in a step, at least 0. */
  double factor(Moment at);

  /** What a rate becomes in a step; what is too small for a 32-bit float is 0. */
  default double rate(double initial, Moment at) {
    double scheduled = initial * factor(at);
    return Math.abs(scheduled) < Float.MIN_NORMAL ? 0 : scheduled;
  }

  /**
   * When a step is.
   *
   * @param step how many steps were made before it, those that did not count among them
   * @param epoch how many epochs are over, and the part of this one that is
   * @param stepsPerEpoch how many steps an epoch has; no whole number where epochs end between two
   * @param reports of the epochs that are over, oldest first; fewer where not each of them has one
   */
  record Moment(long step, double epoch, double stepsPerEpoch, List<EpochReport> reports) {
    /**
     * A moment of the epoch behind those that are reported.
     *
     * @param stepInEpoch how many steps of it were made before
     */
    public static Moment inEpoch(
        long step, int stepInEpoch, int stepsPerEpoch, List<EpochReport> reports) {
      double epoch = reports.size() + (double) stepInEpoch / stepsPerEpoch;
      return new Moment(step, epoch, stepsPerEpoch, reports);
    }

    private Moment beginOfEpoch() {
      double over = Math.floor(epoch);
      long before = step - Math.round((epoch - over) * stepsPerEpoch);
      return new Moment(before, over, stepsPerEpoch, reports);
    }
  }

  /** The optimizer's own rate throughout. */
  static Schedule constant() {
    return at -> 1;
  }

  /** Times {@code factor} every so many epochs. */
  static Schedule stepDecay(int epochs, double factor) {
    ScheduleCheck.atLeastOne("epochs", epochs);
    ScheduleCheck.fraction("factor", factor);
    return at -> Math.pow(factor, (int) at.epoch() / epochs);
  }

  /** Times {@code factor} every epoch. */
  static Schedule exponential(double factor) {
    return stepDecay(1, factor);
  }

  /**
   * Half a cosine from the optimizer's rate down to {@code least} of it (Loshchilov and Hutter
   * 2017, equation 5, of one period).
   *
   * @param epochs how long that takes
   */
  static Schedule cosine(double epochs, double least) {
    ScheduleCheck.positive("epochs", epochs);
    ScheduleCheck.fraction("least", least);
    return at -> HalfCosine.between(1, least, at.epoch() / epochs);
  }

  /** The same down to 0. */
  static Schedule cosine(double epochs) {
    return cosine(epochs, 0);
  }

  /**
   * One cycle (Smith and Topin 2017, in the form of PyTorch's OneCycleLR): over the first 0.3 of
   * its length up from a 25th to the optimizer's rate, then down to 10⁻⁴ of where it began, each
   * along half a cosine.
   *
   * @param epochs how long it is
   */
  static Schedule oneCycle(double epochs) {
    ScheduleCheck.positive("epochs", epochs);
    return new OneCycle(epochs, 0.3, 1.0 / 25, 1e-4 / 25);
  }

  /**
   * Times {@code factor} whenever the monitored loss has not been below its minimum for more than
   * {@code patience} epochs that are reported, counted anew each time (PyTorch's
   * ReduceLROnPlateau). A loss counts as lower if it is by a ten thousandth.
   */
  static Schedule onPlateau(double factor, int patience) {
    return new OnPlateau(factor, patience, 1e-4);
  }

  /**
   * This schedule from small to full steps (Goyal et al. 2017, section 2.2): its factor times 1/n
   * in the first step, 2/n in the second, and so on, and from the n-th step on as it is.
   */
  default Schedule withWarmUp(int steps) {
    ScheduleCheck.atLeastOne("steps", steps);
    return at -> factor(at) * Math.min(1, (at.step() + 1.0) / steps);
  }

  /** This schedule as it is at the beginning of each epoch. */
  default Schedule byEpoch() {
    return at -> factor(at.beginOfEpoch());
  }
}
