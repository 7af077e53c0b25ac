package dev.trine.cli.bench;

import dev.trine.io.TextTable;
import java.io.PrintWriter;

/** A profile for people: a row a call, then what they add up to. */
record ProfileReport(Profile profile, double millisecondsPerRun) {
  void print(PrintWriter out) {
    TextTable table =
        new TextTable()
            .row("call", "count", "time", "share", "bytes", "flops", "share of its limit");
    profile.profile().forEach(call -> row(table, call));
    row(table, profile.total());
    out.println();
    table.print(out);
    out.println();
    summary().print(out);
  }

  private static void row(TextTable table, ProfiledCall call) {
    table.row(
        call.call(),
        Integer.toString(call.count()),
        Figure.of(1e3 * call.milliseconds()) + " us",
        Figure.percent(call.shareOfStep()),
        Figure.of(1e-6 * call.bytes()) + " MB",
        Figure.of(1e-6 * call.flops()) + " M",
        Figure.percent(call.shareOfLimit()));
  }

  private TextTable summary() {
    return new TextTable()
        .row("calls", Integer.toString(profile.calls()))
        .row(
            "bytes",
            "%s MB; %s MB with all that can be fused into products, loss and update"
                .formatted(
                    Figure.of(1e-6 * profile.bytes()), Figure.of(1e-6 * profile.minimumBytes())))
        .row("copying", Figure.of(1e-9 * profile.copyBandwidth()) + " GB/s, the best of this run")
        .row(
            "computing",
            Figure.of(1e-9 * profile.arithmeticPeak()) + " GFLOP/s, the best of this run")
        .row(
            "limit",
            "%s ms with each call at its limit, %s of the time"
                .formatted(
                    Figure.of(profile.limitMilliseconds()),
                    Figure.percent(profile.limitMilliseconds() / millisecondsPerRun)));
  }
}
