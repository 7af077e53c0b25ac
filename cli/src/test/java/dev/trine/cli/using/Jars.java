package dev.trine.cli.using;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The jars of this test's own class path that a program with Trine has on its path. */
final class Jars {
  private static final String OF_TESTS =
      "(junit|opentest4j|apiguardian|surefire|picocli|error_prone|trine-cli|trine-verification).*";

  /** Of other platforms than this, by the classifier of their jars. */
  private static final String OF_OTHER_PLATFORMS =
      ".*-(linux-arm64|macosx-arm64|macosx-x86_64|windows-x86_64)\\.jar";

  private Jars() {}

  /** Without the natives of other platforms than Linux on x86-64, as users are told to do. */
  static List<Path> find() {
    List<Path> jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath())
            .filter(Files::isRegularFile)
            .filter(jar -> !jar.getFileName().toString().matches(OF_TESTS))
            .filter(jar -> !jar.getFileName().toString().matches(OF_OTHER_PLATFORMS))
            .toList();
    if (jars.stream().noneMatch(jar -> jar.getFileName().toString().startsWith("trine-core"))) {
      throw new AssertionError("no jar of trine-core among " + jars);
    }
    return jars;
  }

  static String path(List<Path> entries) {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
