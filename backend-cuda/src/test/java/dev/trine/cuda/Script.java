package dev.trine.cuda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A script that was run to its end.
 *
 * @param output what it printed, errors included
 */
record Script(int status, String output) {
  private static final long MINUTES = 5;

  /**
   * Runs one.
   *
   * @param environment changes to this process's environment
   * @throws AssertionError if it hangs
   */
  static Script run(Map<String, String> environment, Path script, Path... arguments)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile(script.getFileName().toString(), ".log");
    ProcessBuilder builder = new ProcessBuilder(script.toAbsolutePath().toString());
    List.of(arguments).forEach(argument -> builder.command().add(argument.toString()));
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError(script + " hangs; it printed " + Files.readString(log));
      }
      return new Script(process.exitValue(), Files.readString(log));
    } finally {
      process.destroyForcibly();
      Files.delete(log);
    }
  }

  /**
   * Its output.
   *
   * @throws AssertionError if it failed
   */
  String orThrow() {
    if (status != 0) {
      throw new AssertionError("the script ends with " + status + ": " + output);
    }
    return output;
  }
}
