package dev.trine.examples.spark;

import dev.trine.examples.Setting;
import dev.trine.spark.RoundListener;
import dev.trine.spark.RoundReport;

/** Says how training goes: the first round and the last, and one a second between them. */
final class RoundLines implements RoundListener {
  private static final double SECONDS = 1;

  private final Setting setting;
  private double sinceLine;

  RoundLines(Setting setting) {
    this.setting = setting;
  }

  @Override
  public void onNotice(String line) {
    setting.say("%s", line);
  }

  @Override
  public void onRound(RoundReport report) {
    sinceLine += report.seconds();
    if (report.round() == 1 || report.round() == report.rounds() || sinceLine >= SECONDS) {
      setting.say(
          "round %d of %d: loss %.4f, %.0f examples/s, %.2f s, of which the slowest task %.2f s (partition %d on %s)",
          report.round(),
          report.rounds(),
          report.training().loss(),
          report.samplesPerSecond(),
          report.seconds(),
          report.slowestSeconds(),
          report.slowest(),
          report.slowestHost());
      sinceLine = 0;
    }
  }
}
