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
      setting.say("%s", report.line());
      sinceLine = 0;
    }
  }
}
