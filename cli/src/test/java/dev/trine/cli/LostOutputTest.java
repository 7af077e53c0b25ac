package dev.trine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command whose output goes to a full disk has failed, and says so. */
@EnabledOnOs(OS.LINUX)
class LostOutputTest {
  private static final File FULL = new File("/dev/full");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--help | 1",
        "train digits --help | 1",
        "--version | 1",
        "devices | 1",
        "check cpu --tier small | 1",
        "train digits --backend cpu --epochs 1 | 1",
        "train --data rows.csv --target y --backend cpu --validation 0 --epochs 1 | 1",
        "bench matmul 8 8 8 --backend cpu | 1",
        "check quantum | 2",
      })
  void isAnErrorOfEveryCommand(String arguments, int exitCode) throws Exception {
    List<String> rows = List.of("x,y", "1.5,2.5", "0.5,7.25", "2.5,3.5");
    Files.write(folder.resolve("rows.csv"), rows);
    Path err = folder.resolve("err");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName()));
    command.addAll(List.of(arguments.split(" ")));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(FULL)
            .redirectError(err.toFile())
            .start();
    assertEquals(exitCode, process.waitFor());
    String errors = Files.readString(err);
    boolean printsNothing = exitCode == 2;
    assertEquals(!printsNothing, errors.contains("standard output cannot be written"), errors);
    assertTrue(printsNothing || errors.contains("No space left on device"), errors);
  }
}
