package dev.trine.opencl;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of its own for what a process can do only once, with this one's class path. */
record ForkedJvm(Process process, Path out, Path err) {
  private static final long TIME_LIMIT_SECONDS = 120;

  /** What it left behind. */
  record Result(int status, String out, String err) {}

  /**
   * @param environment changes to this process's environment; null values remove
   */
  static ForkedJvm start(Path folder, Map<String, String> environment, Class<?> main, String... to)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(to));
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

  Result await() throws IOException, InterruptedException {
    try {
      assertTrue(process.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS), "the JVM hangs");
    } finally {
      process.destroyForcibly();
    }
    return new Result(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
