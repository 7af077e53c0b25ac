package dev.trine.cli;

import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** What the library logs, on stderr: warnings, one line each; with {@code --debug}, everything. */
final class Logging {
  private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

  private Logging() {}

  static void setUp(boolean debug) {
    if (System.getProperty(FORMAT) == null) {
      System.setProperty(FORMAT, "%4$s: %5$s%6$s%n");
    }
    Logger root = LogManager.getLogManager().getLogger("");
    Level level = debug ? Level.ALL : Level.WARNING;
    root.setLevel(debug ? Level.INFO : level);
    for (var handler : root.getHandlers()) {
      handler.setLevel(level);
    }
    Logger.getLogger("dev.trine").setLevel(level);
  }
}
