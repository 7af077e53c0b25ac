package dev.trine.benchmarks.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A library in a process of its own. In one process each slows the other: both bring a
 * libgomp.so.1, the dynamic linker lets each call into the other's, and threads set for one count
 * for the other.
 */
final class Contestant implements AutoCloseable {
  private final String name;
  private final Process process;
  private final PrintWriter commands;
  private final BufferedReader answers;
  private final String description;

  /** Starts the {@link Worker}. */
  Contestant(String name, int threads) throws IOException {
    this.name = name;
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Worker.class.getName(),
                name,
                Integer.toString(threads))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    answers = process.inputReader(StandardCharsets.UTF_8);
    description = answer();
  }

  String name() {
    return name;
  }

  /** The library's version, or its device. */
  String description() {
    return description;
  }

  /** Makes everything ready for a task, from its first parameters. */
  void begin(Task task) throws IOException {
    ask("begin " + Task.ALL.indexOf(task));
  }

  /** Makes one step; the mean loss that it started from. */
  double loss() throws IOException {
    return ask("loss");
  }

  /** Makes so many steps and one before; the median of their times, in milliseconds. */
  double round(int steps) throws IOException {
    return ask("round " + steps);
  }

  private double ask(String command) throws IOException {
    commands.println(command);
    return Double.parseDouble(answer());
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("The process of %s ended; see above".formatted(name));
    }
    return line;
  }

  @Override
  public void close() {
    commands.close();
    process.destroy();
  }
}
