package dev.trine.cli.spark;

import dev.trine.TrineException;
import dev.trine.cli.Interruption;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Builds the module of the examples on Spark, and what it needs, from the sources; for which Maven
 * fetches Spark, unless it did before.
 *
 * @param maven the program
 * @param log where all that Maven says goes
 * @param progress where a line for each large download goes
 */
record MavenBuild(String maven, Path root, Path log, PrintWriter progress) {
  private static final Pattern LARGE_DOWNLOAD =
      Pattern.compile(".*Downloaded from .*/([^/ ]+) \\((\\d{2,} MB) at .*");

  private static final Pattern UNRESOLVED =
      Pattern.compile(
          "\\[ERROR\\] .*?("
              + "Could not resolve dependencies.*"
              + "|Could not (find|transfer) artifact.*"
              + "|Unresolveable build extension.*"
              + "|Plugin .* or one of its dependencies could not be resolved.*"
              + "|Non-resolvable .*)");

  /** As the launcher's name for it is, which on Windows is a script that Java does not look for. */
  static String program() {
    return System.getProperty("os.name").startsWith("Windows") ? "mvn.cmd" : "mvn";
  }

  /**
   * Runs it.
   *
   * @param spark what is said to be missing if it cannot be resolved
   * @throws TrineException if there is no Maven, it cannot resolve something, or the build fails
   */
  void run(String spark) {
    Process process = start();
    try (Interruption interruption = Interruption.by(process::destroy)) {
      String unresolved = follow(process);
      if (process.waitFor() == 0) {
        return;
      }
      throw new TrineException(
          unresolved == null
              ? "Trine's modules for Spark could not be built; what Maven said is in " + log
              : "%s could not be resolved, which takes a network, or a mirror in Maven's settings.xml, once: %s; what Maven said is in %s"
                  .formatted(spark, unresolved, log));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new TrineException("interrupted while Maven was at work", interrupted);
    } finally {
      process.destroy(); // else it waits for ever to be listened to
    }
  }

  private Process start() {
    List<String> command =
        List.of(
            maven,
            "-B",
            "-DskipTests",
            "-Dspotless.check.skip=true",
            "package",
            "-pl",
            "examples-spark",
            "-am");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(root.toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.PIPE)
              .start();
      process.getOutputStream().close();
      return process;
    } catch (IOException absent) {
      throw new TrineException(
          "--spark needs Maven, and '%s' does not run: install Maven 3.8 or later, or put it on the PATH (%s)"
              .formatted(maven, absent.getMessage()),
          absent);
    }
  }

  /** What could not be resolved first; null if nothing was. */
  private String follow(Process process) throws IOException {
    String unresolved = null;
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        PrintWriter all = new PrintWriter(Files.newBufferedWriter(log))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        all.println(line);
        Matcher download = LARGE_DOWNLOAD.matcher(line);
        if (download.matches()) {
          progress.printf("  %s (%s)%n", download.group(1), download.group(2));
          progress.flush();
        }
        Matcher failure = UNRESOLVED.matcher(line);
        if (unresolved == null && failure.matches()) {
          unresolved = failure.group(1);
        }
      }
    }
    return unresolved;
  }
}
