package dev.trine.cli;

import java.util.Locale;
import picocli.CommandLine.ExitCode;

/** The process: runs one command and ends with its exit code. */
public final class Launcher {
  private Launcher() {}

  public static void main(String[] args) {
    // All text is English, and what reads our output expects 1.5 and no other digits or points.
    Locale.setDefault(Locale.ROOT);
    StandardOutput output = StandardOutput.install();
    Logging.setUp(Failures.wantsDebug(args));
    Interruption.install();
    int exitCode;
    try {
      exitCode = run(output, args);
    } finally {
      Interruption.over();
    }
    System.exit(exitCode);
  }

  private static int run(StandardOutput output, String... args) {
    int exitCode = TrineCommand.commandLine().execute(args);
    System.out.flush();
    if (output.failure().isPresent()) {
      System.err.println(
          "trine: standard output cannot be written, so that some of it is lost: %s; make room"
                  .formatted(output.failure().get().getMessage())
              + " there or send it elsewhere");
      return exitCode == ExitCode.OK ? ExitCode.SOFTWARE : exitCode;
    }
    return exitCode;
  }
}
