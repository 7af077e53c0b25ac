package dev.trine.cli.bundle;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The programs and shared libraries of a folder, as binutils and the dynamic linker see them. */
final class SharedObjects {
  private static final Pattern GLIBC = Pattern.compile("\\bGLIBC_(\\d\\S*)");
  private static final Pattern LIBRARY = Pattern.compile("(?m)^\\s+(?:\\S+ => )?(/.+) \\(");

  private SharedObjects() {}

  /** Fails for one that needs a newer glibc. */
  static void assertGlibcAtMost(Version newest, Path folder) throws IOException {
    List<Path> files = in(folder);
    assertTrue(!files.isEmpty(), folder + " has some");
    for (Path file : files) {
      Matcher needed = GLIBC.matcher(UnpackedBundle.succeed("objdump", "-p", file.toString()));
      while (needed.find()) {
        assertTrue(
            Version.parse(needed.group(1)).compareTo(newest) <= 0,
            () -> "%s needs %s, more than %s".formatted(file, needed.group(), newest));
      }
    }
  }

  /** The system's libraries that they are linked to, directly or not. */
  static Set<Path> systemLibraries(Path folder) throws IOException {
    Set<Path> libraries = new TreeSet<>();
    for (Path file : in(folder)) {
      libraries.addAll(librariesOf(file));
    }
    libraries.removeIf(library -> library.normalize().startsWith(folder));
    return libraries;
  }

  /** The libraries that the dynamic linker finds for a program or library. */
  static List<Path> librariesOf(Path file) {
    List<Path> libraries = new ArrayList<>();
    // Its status is that of a failure for what is linked statically.
    Matcher found = LIBRARY.matcher(Execution.of("ldd", file.toString()).output());
    while (found.find()) {
      libraries.add(Path.of(found.group(1)));
    }
    return libraries;
  }

  private static List<Path> in(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (ElfFile.isElf(file)) {
          found.add(file);
        }
      }
    }
    return found;
  }
}
