package dev.trine.cli.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle started without any variable set: every command, and every way to start one. */
class EmptyEnvironmentIT {
  @TempDir private Path temporary;

  private final UnpackedBundle bundle = UnpackedBundle.get();

  @Test
  void devices() {
    String devices = succeed("devices");
    assertTrue(devices.contains("cpu:0 ") && devices.contains(" uses\n"), devices);
    // An OpenCL driver would end the process, were libjsig not loaded before it.
    assertFalse(devices.contains("signal handlers"), devices);
  }

  @Test
  void checkWithOneDnn() {
    String report = succeed("check", "cpu", "--tier", "small");
    assertTrue(report.contains(" 0 failed"), report);
    assertFalse(report.contains("WARNING"), report);
  }

  @Test
  void train() {
    Path model = temporary.resolve("model.safetensors");
    String log =
        succeed("train", "digits", "--epochs=2", "--backend=cpu", "--save", model.toString());
    assertTrue(log.contains("Test accuracy"), log);
    assertTrue(Files.exists(model));
  }

  /** Its runtime has not what would make it half as large again. */
  @Test
  void imagesAreRefusedByTheirReason() {
    Execution run =
        Execution.of(
            "env", "-i", bundle.folder().resolve("trine").toString(), "train", "--images", "/");
    assertEquals(1, run.status());
    assertTrue(run.output().contains("java.desktop"), run.output());
  }

  @Test
  void bench() {
    String rates = succeed("bench", "matmul", "32", "32", "32", "--backend", "cpu");
    assertTrue(rates.contains("GFLOP/s"), rates);
  }

  @Test
  void theLauncherCanBeStartedThroughALink() throws IOException {
    Path link = temporary.resolve("link");
    Files.createSymbolicLink(link, bundle.folder().resolve("trine"));
    assertVersion(Execution.of("env", "-i", link.toString(), "--version"));
  }

  @Test
  void theLauncherCanBeStartedInItsFolder() {
    assertVersion(
        Execution.of(
            "env", "-i", "sh", "-c", "cd '%s' && sh trine --version".formatted(bundle.folder())));
  }

  /** Named by a shell, since the JVM of the tests may know no such names. */
  @Test
  void itsFolderMayHaveAnyOtherName() {
    String script =
        """
        folder="$1/$(printf 'n\\303\\244 #%%+')"
        cp -r "$0" "$folder"
        env -i "$folder/trine" check cpu --tier small
        status=$?
        rm -r "$folder"
        exit $status
        """;
    String report =
        UnpackedBundle.succeed(
            "sh", "-c", script, bundle.folder().toString(), temporary.toString());
    assertTrue(report.contains(" 0 failed") && !report.contains("WARNING"), report);
  }

  @Test
  void aFolderWithAColonIsRefused() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("a:b"));
    Path launcher = Files.copy(bundle.folder().resolve("trine"), folder.resolve("trine"));
    Execution refused = Execution.of("env", "-i", launcher.toString(), "--version");
    assertEquals(1, refused.status());
    assertTrue(refused.output().contains("/a:b has a colon in it"), refused.output());
  }

  private String succeed(String... arguments) {
    return bundle.run(List.of(), arguments);
  }

  private static void assertVersion(Execution execution) {
    assertEquals(0, execution.status(), execution.output());
    assertTrue(execution.output().startsWith("trine "), execution.output());
  }
}
