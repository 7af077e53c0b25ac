package dev.trine.cli.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.cli.SimulatedDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bundle on a machine with NVIDIA's driver, for which the simulator of it stands. */
class OnlyADriverIT {
  private static final Path SHELL = Path.of("/bin/sh");
  private static final String CHROOT = "/usr/sbin/chroot";

  private final UnpackedBundle bundle = UnpackedBundle.get();

  @BeforeEach
  void buildDriver() throws Exception {
    SimulatedDriver.build();
  }

  @Test
  void findsTheDriver() {
    List<String> environment = List.of("LD_LIBRARY_PATH=" + SimulatedDriver.FOLDER);
    assertTrue(bundle.run(environment, "devices").contains("*  cuda:0 "));
    assertPasses(bundle.run(environment, "check", "cuda", "--tier", "small"));
  }

  /** With no more than a shell and the libraries of the system: no /proc, /dev or /tmp either. */
  @Test
  void needsNothingElse() throws IOException {
    requireChroot();
    Path root = bundle.parent();
    Path driver = Files.createDirectory(root.resolve("driver"));
    UnpackedBundle.succeed("cp", "-r", SimulatedDriver.FOLDER + "/.", driver.toString());
    install(List.of(SHELL), root);
    install(SharedObjects.librariesOf(SHELL), root);
    install(SharedObjects.librariesOf(SimulatedDriver.FOLDER.resolve("libcuda.so.1")), root);
    install(bundle.systemLibraries(), root);
    Set<Path> before = content(root);

    assertTrue(inside("devices").contains("*  cuda:0 "));
    assertPasses(inside("check", "cuda", "--tier", "small"));
    assertPasses(inside("check", "cpu", "--tier", "small"));
    assertTrue(inside("bench", "matmul", "32", "32", "32", "--backend=cpu").contains("GFLOP/s"));
    String log = inside("train", "digits", "--epochs=2", "--backend=cpu", "--save=/model");
    assertTrue(log.contains("Test accuracy"), log);

    assertTrue(Files.deleteIfExists(root.resolve("model")));
    assertEquals(before, content(root), "nothing else is written");
  }

  private String inside(String... arguments) {
    List<String> command = new ArrayList<>(List.of("env", "-i", "LD_LIBRARY_PATH=/driver", CHROOT));
    command.add(bundle.parent().toString());
    command.add("/" + bundle.folder().getFileName() + "/trine");
    command.addAll(List.of(arguments));
    return UnpackedBundle.succeed(command.toArray(String[]::new));
  }

  private static void assertPasses(String report) {
    assertTrue(report.contains(" 0 failed"), report);
  }

  private static void requireChroot() {
    if (!Files.isExecutable(Path.of(CHROOT))
        || Execution.of(CHROOT, "/", SHELL.toString(), "-c", ":").status() != 0) {
      UnpackedBundle.missing(
          "bundle",
          "this user may not call chroot, by which the test hides the rest of this machine");
    }
  }

  /** Copies files to the places that they have on this machine. */
  private static void install(Collection<Path> files, Path root) throws IOException {
    for (Path file : files) {
      Path target = root.resolve(Path.of("/").relativize(file));
      Files.createDirectories(target.getParent());
      Files.copy(file.toRealPath(), target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static Set<Path> content(Path folder) throws IOException {
    try (Stream<Path> content = Files.walk(folder)) {
      return content.collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
