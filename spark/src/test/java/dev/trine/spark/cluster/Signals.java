package dev.trine.spark.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What a process is told from outside that Java has no method for. */
final class Signals {
  private Signals() {}

  /** Stops a process where it is, until it is killed. */
  static void stop(ProcessHandle process) {
    try {
      int status =
          new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor();
      if (status != 0) {
        throw new IllegalStateException(
            "kill -STOP %s ended with %s".formatted(process.pid(), status));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("There is no kill here", failure);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException("Interrupted while a process is stopped", interrupted);
    }
  }
}
