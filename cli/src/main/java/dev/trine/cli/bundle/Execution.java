package dev.trine.cli.bundle;

import dev.trine.TrineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A program that was run to its end.
 *
 * @param output what it printed, on either stream
 */
record Execution(int status, String output) {
  /** Runs it; one that asks for input finds none. */
  static Execution of(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Execution(process.waitFor(), output);
    } catch (IOException failure) {
      throw new TrineException("%s does not run: %s".formatted(command[0], failure), failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new TrineException("interrupted while waiting for " + command[0], interrupted);
    }
  }
}
