package dev.trine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is too full for the model takes nothing else: the accuracy is there. */
@EnabledOnOs(OS.LINUX)
class UnsavedModelTest {
  /** Blocks of 512 bytes; the model has 75 KiB for each 256 of its hidden units. */
  private static final int LARGEST_FILE = 2048;

  private static final int HIDDEN = 8192;

  @TempDir private Path folder;

  @Test
  void isOneLineAfterItsAccuracy() throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Path models = Files.createDirectory(folder.resolve("models"));
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -f " + LARGEST_FILE + " && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName(),
                "train",
                "digits",
                "--backend=cpu",
                "--epochs=1",
                "--hidden=" + HIDDEN,
                "--save=" + models.resolve("model"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertEquals(1, process.waitFor());
    List<String> errors = Files.readAllLines(err);
    assertEquals(1, errors.size(), errors.toString());
    assertTrue(errors.get(0).contains("cannot be written"), errors.toString());
    String printed = Files.readString(out);
    assertTrue(printed.contains("Test accuracy") && !printed.contains("saved"), printed);
    try (Stream<Path> left = Files.list(models)) {
      assertEquals(List.of(), left.toList());
    }
  }
}
