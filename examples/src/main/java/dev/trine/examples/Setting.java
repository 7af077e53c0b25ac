package dev.trine.examples;

import dev.trine.backend.Backend;
import dev.trine.report.Report;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an example runs with.
 *
 * @param arguments behind its name
 * @param data the user's folder, if one was given
 * @param report where a page about the result goes, if one was asked for
 * @param backend open, and closed by who opened it
 * @param kept models of runs before
 * @param out where lines go
 */
public record Setting(
    List<String> arguments,
    Optional<Path> data,
    Optional<Path> report,
    Backend backend,
    Kept kept,
    PrintWriter out) {
  public Setting {
    arguments = List.copyOf(arguments);
  }

  /** Prints a line right away, of a format as {@link String#format} takes it, in English. */
  public void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }

  /** Writes a page about the result, if one was asked for. */
  public void write(Supplier<Report> page) {
    if (report.isPresent()) {
      page.get().write(report.get());
      say("report written to %s", report.get());
    }
  }
}
