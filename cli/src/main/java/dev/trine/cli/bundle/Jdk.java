package dev.trine.cli.bundle;

import dev.trine.TrineException;
import java.io.IOException;
import java.io.Reader;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A JDK from which a runtime can be linked.
 *
 * @param name its maker's name and version
 * @param release of Java: 17
 * @param glibc what its native code needs
 */
record Jdk(Path home, String name, int release, Version glibc) {
  /**
   * What the commands of {@code trine} need. {@code jdeps} names some more, for classes that none
   * of them comes to.
   */
  private static final List<String> MODULES =
      List.of("java.base", "java.logging", "java.management", "jdk.management", "jdk.unsupported");

  private static final int OLDEST_RELEASE = 17;

  /**
   * Looks at one.
   *
   * @return empty where there is no Java at all
   * @throws TrineException if no runtime can be linked from it; the message says why
   */
  static Optional<Jdk> at(Path home) throws IOException {
    if (!Files.isRegularFile(home.resolve("release"))
        || !Files.isRegularFile(home.resolve("lib/server/libjvm.so"))) {
      return Optional.empty();
    }
    Properties properties = properties(home.resolve("release"));
    int release = release(properties);
    if (release < OLDEST_RELEASE) {
      throw new TrineException(
          "is of version %s, not %s or later".formatted(release, OLDEST_RELEASE));
    }
    if (!Files.isExecutable(jlink(home))) {
      throw new TrineException("has no jlink, being no whole JDK");
    }
    if (!Files.isDirectory(home.resolve("jmods")) && !linksFromItself(home)) {
      throw new TrineException("has no jmods, which its jlink needs");
    }
    NativeNeeds needs = NativeNeeds.of(home.resolve("lib"));
    if (!needs.isForGlibc()) {
      throw new TrineException("is not made for glibc");
    }
    return Optional.of(new Jdk(home, name(properties), release, needs.glibc()));
  }

  /**
   * Links a runtime with the modules that Trine needs.
   *
   * <p>Its classes stay uncompressed: compressed once, with all else, they become smaller.
   * Stripping native code as well would need {@code objcopy}, and JDKs come stripped.
   */
  void link(Path runtime) {
    Execution jlink =
        Execution.of(
            jlink(home).toString(),
            "--add-modules",
            String.join(",", MODULES),
            "--strip-java-debug-attributes",
            "--no-header-files",
            "--no-man-pages",
            "--output",
            runtime.toString());
    if (jlink.status() != 0) {
      throw new TrineException(
          "%s cannot link a runtime: %s; set JAVA_HOME to another JDK, or mend this one"
              .formatted(jlink(home), jlink.output().strip()));
    }
  }

  /** JDKs of version 24 or later can be built such that they link from what they run on. */
  private static boolean linksFromItself(Path home) {
    return Execution.of(jlink(home).toString(), "--help")
        .output()
        .contains("Linking from run-time image enabled");
  }

  private static Path jlink(Path home) {
    return home.resolve("bin/jlink");
  }

  private static Properties properties(Path release) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(release, StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    properties.replaceAll((key, value) -> ((String) value).replace("\"", ""));
    return properties;
  }

  private static int release(Properties properties) {
    String version = properties.getProperty("JAVA_VERSION", "");
    try {
      return Runtime.Version.parse(version).feature();
    } catch (IllegalArgumentException unknown) {
      throw new TrineException("is of unknown version '%s'".formatted(version));
    }
  }

  private static String name(Properties properties) {
    String maker = properties.getProperty("IMPLEMENTOR", "Java");
    String version = properties.getProperty("JAVA_RUNTIME_VERSION", "of unknown version");
    return properties.getProperty("IMPLEMENTOR_VERSION", maker + " " + version);
  }
}
