package dev.trine.cli.check;

import dev.trine.backend.Device;
import dev.trine.conformance.Result;
import java.io.PrintWriter;
import java.util.function.Consumer;

/** Counts cases on one line of a terminal; silent elsewhere. */
final class CaseCounter implements Consumer<Result> {
  private static final long EVERY_NANOS = 100_000_000;

  private final PrintWriter out;
  private final boolean visible;
  private final Device device;
  private final int total;
  private int done;
  private long next;
  private int length;

  CaseCounter(PrintWriter out, boolean visible, Device device, int total) {
    this.out = out;
    this.visible = visible;
    this.device = device;
    this.total = total;
    this.next = System.nanoTime();
  }

  @Override
  public void accept(Result result) {
    done++;
    if (visible && System.nanoTime() >= next) {
      next = System.nanoTime() + EVERY_NANOS;
      String line = "%s: %s of %s cases".formatted(device, done, total);
      length = Math.max(length, line.length());
      out.print("\r" + line);
      out.flush();
    }
  }

  /** Leaves the line empty. */
  void clear() {
    if (length > 0) {
      out.print("\r" + " ".repeat(length) + "\r");
    }
  }
}
