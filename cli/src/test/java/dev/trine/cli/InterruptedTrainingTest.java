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

  /** Runs the command line in a process of its own, which gets a signal behind its third epoch. */
  private static Run interrupted(int signal, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    StringBuilder printed = new StringBuilder();
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        printed.append(line).append('\n');
        if (line.matches("epoch +3/.*")) {
          kill(signal, process);
        }
      }
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it hangs");
    } finally {
      process.destroyForcibly();
    }
    return new Run(process.exitValue(), printed.toString(), "");
  }

  private static void kill(int signal, Process process) throws Exception {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private byte[] bytes(String file) throws IOException {
    return Files.readAllBytes(folder.resolve(file));
  }

  private static String[] and(String[] command, String... others) {
    return Stream.concat(Stream.of(command), Stream.of(others)).toArray(String[]::new);
  }

  @Test
  void goesOnToTheSameBits() throws Exception {
    String[] digits = {"train", "digits", "--backend=cpu", "--epochs=12", "--hidden=60,30"};
    Run whole = Run.of(and(digits, "--save=" + folder.resolve("whole")));
    assertEquals(0, whole.exitCode(), whole.err());

    String[] parts = and(digits, "--save=" + folder.resolve("parts"));
    Run first = interrupted(TERMINATE, parts);
    assertEquals(128 + TERMINATE, first.exitCode(), first.out());
    Path checkpoint = folder.resolve("parts.checkpoint");
    assertEquals(
        "interrupted after %s; state in %s; go on with --resume"
            .formatted(Checkpoint.load(checkpoint).moment(), checkpoint),
        first.line(0));
    assertEquals(List.of("parts.checkpoint", "whole"), files());

    Run other = Run.of(and(parts, "--resume", "--batch=64"));
    assertEquals(2, other.exitCode(), other.err());
    assertTrue(other.err().contains("batch is 32, of this 64"), other.err());

    Run last = Run.of(and(parts, "--resume"));
    assertEquals(0, last.exitCode(), last.err());
    assertEquals(whole.line(1), last.line(1));
    assertEquals(List.of("parts", "whole"), files());
    assertArrayEquals(bytes("whole"), bytes("parts"));
  }

  @Test
  void interruptsAreHeededWithDataOfOnesOwn() throws Exception {
    assumeFalse(ignoresInterrupts(), "this process ignores interrupts, and so do those it starts");
    List<String> rows = new ArrayList<>(List.of("x,y,class"));
    for (int i = 0; i < 400; i++) {
      rows.add("%s,%s,%s".formatted(i % 20, i / 20, (i % 20) * (i / 20) > 90 ? "far" : "near"));
    }
    String data = "--data=" + Files.write(folder.resolve("rows.csv"), rows);
    String[] others = {"train", data, "--target=class", "--backend=cpu", "--patience=60"};
    String[] table = and(others, "--augment=noise=0.1");
    Run whole = Run.of(and(table, "--save=" + folder.resolve("whole")));
    assertEquals(0, whole.exitCode(), whole.err());
    String[] parts = and(table, "--save=" + folder.resolve("parts"));
    Run first = interrupted(INTERRUPT, parts);
    assertEquals(128 + INTERRUPT, first.exitCode(), first.out());
    assertTrue(first.line(0).startsWith("interrupted after epoch"), first.out());
    Run plain = Run.of(and(others, "--save=" + folder.resolve("parts"), "--resume"));
    assertEquals(2, plain.exitCode(), plain.err());
    assertTrue(plain.err().contains("augmentation is noise=0.1, of this none"), plain.err());
    Run last = Run.of(and(parts, "--resume"));
    assertEquals(0, last.exitCode(), last.err());
    assertArrayEquals(bytes("whole"), bytes("parts"));
  }

  /** A process that was started in the background of a script has this from it. */
  private static boolean ignoresInterrupts() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseLong(line.substring(7).trim(), 16) >> INTERRUPT - 1 & 1) != 0);
  }

  @Test
  void thereMustBeSomethingToGoOnFrom() {
    Run none = Run.of("train", "digits", "--resume", "--save=" + folder.resolve("model"));
    assertEquals(1, none.exitCode());
    assertEquals(1, none.err().lines().count(), none.err());
    assertTrue(
        none.err().contains("there is no " + folder.resolve("model.checkpoint")), none.err());
    assertEquals("", none.out());
  }

  @Test
  void beginningAnewSaysWhatItWritesOver() throws IOException {
    Files.createFile(folder.resolve("model.checkpoint"));
    Run anew =
        Run.of(
            "train", "digits", "--backend=cpu", "--epochs=1", "--save=" + folder.resolve("model"));
    assertEquals(0, anew.exitCode(), anew.err());
    assertTrue(anew.out().startsWith("training begins anew; --resume would"), anew.out());
    assertEquals(List.of("model"), files());
  }
}
