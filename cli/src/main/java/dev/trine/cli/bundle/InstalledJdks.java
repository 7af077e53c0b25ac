package dev.trine.cli.bundle;

import dev.trine.TrineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The JDKs of this machine.
 *
 * @param usable those from which a runtime can be linked
 * @param refused the others, each with the reason
 */
record InstalledJdks(List<Jdk> usable, List<String> refused) {
  /** The running one, that of JAVA_HOME, and those where Linux systems and SDKMAN keep theirs. */
  static InstalledJdks find() {
    List<Path> homes = new ArrayList<>();
    homes.add(Path.of(System.getProperty("java.home")));
    Optional.ofNullable(System.getenv("JAVA_HOME")).map(Path::of).ifPresent(homes::add);
    homes.addAll(children(Path.of("/usr/lib/jvm")));
    homes.addAll(
        children(Path.of(System.getProperty("user.home"), ".sdkman", "candidates", "java")));
    return among(homes);
  }

  /** Those at given places, at each of which there may be one. */
  static InstalledJdks among(Collection<Path> homes) {
    List<Jdk> usable = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (Path home : distinct(homes)) {
      try {
        Jdk.at(home).ifPresent(usable::add);
      } catch (IOException | TrineException reason) {
        refused.add(home + ": " + reason.getMessage());
      }
    }
    return new InstalledJdks(usable, refused);
  }

  /** The one that runs on the oldest systems; of several, the newest Java. */
  Jdk ofOldestGlibc() {
    return usable.stream()
        .min(
            Comparator.comparing(Jdk::glibc)
                .thenComparing(Comparator.comparing(Jdk::release).reversed()))
        .orElseThrow(
            () ->
                new TrineException(
                    "there is no JDK here to link a runtime from%s; install one, such as Temurin,"
                            .formatted(refused.isEmpty() ? "" : ": " + String.join("; ", refused))
                        + " or set JAVA_HOME"));
  }

  /** Many systems have several names for one. */
  private static Set<Path> distinct(Collection<Path> homes) {
    Set<Path> real = new LinkedHashSet<>();
    for (Path home : homes) {
      try {
        real.add(home.toRealPath());
      } catch (IOException gone) {
        // A name that stands for nothing is no JDK.
      }
    }
    return real;
  }

  private static List<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    } catch (IOException | UncheckedIOException none) {
      return List.of();
    }
  }
}
