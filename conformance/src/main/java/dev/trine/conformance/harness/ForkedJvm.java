package dev.trine.conformance.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of its own for what a process can do only once, by default with this one's class path. */
public record ForkedJvm(Process process, Path out, Path err) {
  private static final long TIME_LIMIT_SECONDS = 120;

  /** What it left behind. */
  public record Result(int status, String out, String err) {}

  /**
   * Starts one with this JVM's class path and access to native code.
   *
   * @param folder for what it prints
   * @param environment changes to this process's environment; null values remove
   * @param arguments of the main class
   */
  public static ForkedJvm start(
      Path folder, Map<String, String> environment, Class<?> main, String... arguments)
      throws IOException {
    List<String> options =
        List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"));
    return start(folder, environment, options, main, arguments);
  }

  /**
   * Starts one.
   *
   * @param folder for what it prints
   * @param environment changes to this process's environment; null values remove
   * @param options of the JVM, its class path among them
   * @param arguments of the main class
   */
  public static ForkedJvm start(
      Path folder,
      Map<String, String> environment,
      List<String> options,
      Class<?> main,
      String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add(main.getName());
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "fork", ".out");
    Path err = Files.createTempFile(folder, "fork", ".err");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    environment.forEach(
        (name, value) -> {
          if (value == null) {
            builder.environment().remove(name);
          } else {
            builder.environment().put(name, value);
          }
        });
    return new ForkedJvm(builder.start(), out, err);
  }

  /**
   * Waits for its end.
   *
   * @throws AssertionError if it hangs
   */
  public Result await() throws IOException, InterruptedException {
    try {
      if (!process.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the JVM hangs; it printed " + Files.readString(out));
      }
    } finally {
      process.destroyForcibly();
    }
    return new Result(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
