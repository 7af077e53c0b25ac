package dev.trine.cli.using;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Somebody's program, compiled and run in a JVM of its own.
 *
 * @param classes the folder of what was compiled
 */
record Program(Path classes) {
  private static final Path SOURCES = Path.of("src", "test", "programs");
  private static final long TIME_LIMIT_MINUTES = 5;

  /**
   * Compiles one of the programs of the tests.
   *
   * @param options where the compiler finds Trine
   */
  static Program compile(Path folder, Stream<Path> sources, String... options) {
    List<String> arguments = new ArrayList<>(List.of("--release", "17", "-d", folder.toString()));
    arguments.addAll(List.of(options));
    sources.map(Path::toString).forEach(arguments::add);
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, errors, arguments.toArray(String[]::new));
    assertEquals(0, status, errors.toString(StandardCharsets.UTF_8));
    return new Program(folder);
  }

  /** What a folder of such a program has. */
  static Stream<Path> sources(String name) throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES.resolve(name))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    }
  }

  /** What a program printed on either stream, and how it ended. */
  record Outcome(int status, String output) {
    /** What it printed, where it ended well. */
    String succeeded() {
      assertEquals(0, status, output);
      return output;
    }
  }

  /**
   * Runs Java.
   *
   * @param home of the JDK
   * @param folder in which it runs
   * @param environment what is added to that of the tests
   * @param arguments of its launcher
   */
  static Outcome run(
      Path home, Path folder, Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
    command.addAll(arguments);
    Path output = Files.createTempFile("program", ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.directory(folder.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(TIME_LIMIT_MINUTES, TimeUnit.MINUTES);
      return new Outcome(ended ? process.exitValue() : -1, Files.readString(output));
    } finally {
      process.destroyForcibly();
      Files.delete(output);
    }
  }
}
