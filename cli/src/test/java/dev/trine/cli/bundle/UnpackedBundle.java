package dev.trine.cli.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.conformance.harness.Requirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A bundle, made and unpacked as a user does it.
 *
 * @param archive the file that {@code trine bundle} made
 * @param said what it printed
 * @param folder what was in the file
 */
record UnpackedBundle(Path archive, String said, Path folder) {
  private static final Path JAR = Path.of("target", "trine.jar");
  private static final Path PLACE = Path.of("target", "bundle").toAbsolutePath();

  private static UnpackedBundle shared;

  /** The one of all tests, since making one takes a while. */
  static synchronized UnpackedBundle get() {
    if (!System.getProperty("os.name").equals("Linux")
        || !System.getProperty("os.arch").equals("amd64")) {
      missing("bundle", "bundles are made on Linux on x86-64");
    }
    if (shared == null) {
      try {
        shared = make();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return shared;
  }

  /** Leaves a test out aloud. */
  static void missing(String name, String message) {
    Requirement.reportMissing(name, message);
    Assumptions.abort(message);
  }

  private static UnpackedBundle make() throws IOException {
    succeed("rm", "-rf", PLACE.toString());
    Path archive = PLACE.resolve("made").resolve("trine.tar.gz");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String said = succeed(java, "-jar", JAR.toString(), "bundle", "--out", archive.toString());
    assertEquals(List.of(archive), children(archive.getParent()), "nothing else is left behind");
    Path root = Files.createDirectory(PLACE.resolve("root"));
    succeed("tar", "-xzf", archive.toString(), "-C", root.toString());
    List<Path> unpacked = children(root);
    assertEquals(1, unpacked.size(), unpacked.toString());
    return new UnpackedBundle(archive, said, unpacked.get(0));
  }

  /** Where it lies. */
  Path parent() {
    return folder.getParent();
  }

  /** What a command prints in an environment of nothing but given variables, where it succeeds. */
  String run(List<String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of("env", "-i"));
    command.addAll(environment);
    command.add(folder.resolve("trine").toString());
    command.addAll(List.of(arguments));
    return succeed(command.toArray(String[]::new));
  }

  /** The libraries of this machine that it is linked to, directly or not, but a driver's. */
  Set<Path> systemLibraries() throws IOException {
    Set<Path> libraries = SharedObjects.systemLibraries(folder);
    libraries.removeIf(library -> library.toString().matches(".*/lib(cuda|nvidia)[^/]*"));
    return libraries;
  }

  /** What a program printed that is to succeed. */
  static String succeed(String... command) {
    Execution execution = Execution.of(command);
    assertEquals(0, execution.status(), execution.output());
    return execution.output();
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList();
    }
  }
}
