package dev.trine.cli;

/** The process: runs one command and ends with its exit code. */
public final class Launcher {
  private Launcher() {}

  public static void main(String[] args) {
    Logging.setUp(Failures.wantsDebug(args));
    System.exit(TrineCommand.commandLine().execute(args));
  }
}
