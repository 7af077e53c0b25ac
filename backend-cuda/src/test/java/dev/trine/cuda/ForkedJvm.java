package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of its own, without the simulator, with this one's class path. */
record ForkedJvm(Process process, Path out, Path err) {
  private static final long TIME_LIMIT_SECONDS = 120;

  /** What it left behind. */
  record Result(int status, String out, String err) {}

  /**
   * @param environment what is added to this process's environment
   */
  static ForkedJvm start(Path folder, Map<String, String> environment, Class<?> main)
      throws IOException {
    Path out = Files.createTempFile(folder, "fork", ".out");
    Path err = Files.createTempFile(folder, "fork", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new ForkedJvm(builder.start(), out, err);
  }

  Result await() throws IOException, InterruptedException {
    try {
      assertTrue(process.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS), "the JVM hangs");
    } finally {
      process.destroyForcibly();
    }
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
