package dev.trine.examples;

import dev.trine.train.EpochReport;
import dev.trine.train.TrainingListener;

/** Says how training goes: a line when an epoch ends, if the last one was some seconds ago. */
public final class EpochLines implements TrainingListener {
  private static final double SECONDS = 5;

  private final Setting setting;
  private final String network;
  private final int epochs;
  private double sinceLine;

  /**
   * For one training.
   *
   * @param network what it is called in the lines
   */
  public EpochLines(Setting setting, String network, int epochs) {
    this.setting = setting;
    this.network = network;
    this.epochs = epochs;
  }

  @Override
  public void onNotice(String line) {
    setting.say("%s", line);
  }

  @Override
  public void onEpoch(EpochReport report) {
    sinceLine += report.seconds();
    if (sinceLine >= SECONDS) {
      setting.say(
          "%s, epoch %d of %d: loss %.4f", network, report.epoch(), epochs, report.monitoredLoss());
      sinceLine = 0;
    }
  }
}
