package dev.trine.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.trine.train.Checkpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C saves, and {@code --resume} goes on as if it had not been. */
@EnabledOnOs(OS.LINUX)
class InterruptedTrainingTest {
  private static final int INTERRUPT = 2;
  private static final int TERMINATE = 15;

  @TempDir private Path folder;

  /** What a process printed, and its exit code. */
  private record Ended(int exitCode, List<String> lines) {
    private String last() {
      return lines.get(lines.size() - 1);
    }
  }

  private Ended trine(String... arguments) throws Exception {
    return interrupted(0, Integer.MAX_VALUE, arguments);
  }

  /** Runs the command line, which gets a signal behind the line of an epoch. */
  private Ended interrupted(int signal, int epoch, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
        if (line.matches("epoch +" + epoch + "/.*")) {
          kill(signal, process);
        }
      }
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), lines);
  }

  private static void kill(int signal, Process process) throws Exception {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** A process that was started in the background of a script has this from it. */
  private static boolean ignoresInterrupts() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseLong(line.substring(7).trim(), 16) >> INTERRUPT - 1 & 1) != 0);
  }

  private static String[] digits(String save, String... others) {
    List<String> arguments =
        new ArrayList<>(
            List.of("train", "digits", "--backend=cpu", "--epochs=30", "--hidden=60,30"));
    arguments.add("--save=" + save);
    arguments.addAll(List.of(others));
    return arguments.toArray(String[]::new);
  }

  @Test
  void goesOnToTheSameBits() throws Exception {
    Ended whole = trine(digits("whole"));
    assertEquals(0, whole.exitCode, whole.lines::toString);

    Ended first = interrupted(TERMINATE, 3, digits("parts"));
    assertEquals(128 + TERMINATE, first.exitCode, first.lines::toString);
    String moment = Checkpoint.load(folder.resolve("parts.checkpoint")).moment();
    assertEquals(
        "interrupted after %s; state in parts.checkpoint; go on with --resume".formatted(moment),
        first.last());
    assertEquals(List.of("parts.checkpoint", "whole"), files());

    Ended other = trine(digits("parts", "--resume", "--batch=64"));
    assertEquals(2, other.exitCode, other.lines::toString);
    assertTrue(other.last().contains("batch is 32, of this 64"), other.last());

    Ended last = trine(digits("parts", "--resume"));
    assertEquals(0, last.exitCode, last.lines::toString);
    assertEquals(whole.lines.get(whole.lines.size() - 2), last.lines.get(last.lines.size() - 2));
    assertEquals(List.of("parts", "whole"), files());
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("whole")), Files.readAllBytes(folder.resolve("parts")));

    Ended none = trine(digits("parts", "--resume"));
    assertEquals(1, none.exitCode, none.lines::toString);
    assertEquals(1, none.lines.size(), none.lines::toString);
    assertTrue(none.last().contains("there is no parts.checkpoint"), none.last());
  }

  @Test
  void interruptsAreHeededWithDataOfOnesOwn() throws Exception {
    assumeFalse(ignoresInterrupts(), "this process ignores interrupts, and so do those it starts");
    List<String> rows = new ArrayList<>(List.of("x,y,class"));
    for (int i = 0; i < 400; i++) {
      rows.add("%s,%s,%s".formatted(i % 20, i / 20, (i % 20) * (i / 20) > 90 ? "far" : "near"));
    }
    Files.write(folder.resolve("rows.csv"), rows);
    String[] command = {
      "train", "--data=rows.csv", "--target=class", "--backend=cpu", "--epochs=40", "--patience=40"
    };
    Ended whole = trine(command);
    assertEquals(0, whole.exitCode, whole.lines::toString);
    byte[] model = Files.readAllBytes(folder.resolve("model.safetensors"));
    Ended first = interrupted(INTERRUPT, 5, command);
    assertEquals(128 + INTERRUPT, first.exitCode, first.lines::toString);
    assertTrue(first.last().startsWith("interrupted after epoch"), first.last());
    String[] again =
        Stream.concat(Stream.of(command), Stream.of("--resume")).toArray(String[]::new);
    Ended last = trine(again);
    assertEquals(0, last.exitCode, last.lines::toString);
    assertArrayEquals(model, Files.readAllBytes(folder.resolve("model.safetensors")));
  }
}
