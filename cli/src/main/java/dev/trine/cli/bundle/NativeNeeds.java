package dev.trine.cli.bundle;

import dev.trine.TrineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What native code needs of the system.
 *
 * @param libraries that it is linked to, other than its own and glibc's: {@code libz.so.1}
 * @param newest the newest version of any symbol, by the name before it: {@code GLIBC}, {@code
 *     GLIBCXX}
 */
record NativeNeeds(Set<String> libraries, Map<String, Version> newest) {
  /** What glibc itself consists of. */
  static final Set<String> LIBRARIES_OF_GLIBC =
      Set.of(
          "ld-linux-x86-64.so.2",
          "libc.so.6",
          "libdl.so.2",
          "libm.so.6",
          "libpthread.so.0",
          "librt.so.1");

  private static final String GLIBC = "GLIBC";
  private static final String LIBSTDCXX = "GLIBCXX";
  private static final Pattern VERSION = Pattern.compile("([A-Z]+)_(\\d+(?:\\.\\d+)*)");

  /** Relative relocations packed tightly are not a symbol's version, but look like one. */
  private static final String PACKED_RELOCATIONS = "GLIBC_ABI_DT_RELR";

  private static final String PACKED_RELOCATIONS_SINCE = "GLIBC_2.36";

  /**
   * Of all programs and shared libraries in some folders together.
   *
   * @throws TrineException if one is for another machine or asks for what no release of glibc
   *     promises
   */
  static NativeNeeds of(Path... folders) throws IOException {
    Map<String, Version> newest = new HashMap<>();
    Set<String> libraries = new TreeSet<>();
    Set<String> own = new HashSet<>(LIBRARIES_OF_GLIBC);
    for (Path folder : folders) {
      for (Path file : files(folder)) {
        if (ElfFile.isElf(file)) {
          ElfFile elf = ElfFile.read(file);
          own.add(file.getFileName().toString());
          libraries.addAll(elf.libraries());
          for (String version : elf.versions()) {
            add(version, file, newest);
          }
        }
      }
    }
    libraries.removeAll(own);
    return new NativeNeeds(libraries, newest);
  }

  /** Whether any of it is linked to glibc rather than to another library of C. */
  boolean isForGlibc() {
    return newest.containsKey(GLIBC);
  }

  /** The release of glibc. */
  Version glibc() {
    return newest.get(GLIBC);
  }

  /** The version that GCC's library of C++ gives its symbols, which differs from GCC's release. */
  Version libstdcxx() {
    return newest.get(LIBSTDCXX);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return paths.filter(Files::isRegularFile).toList();
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
  }

  private static void add(String version, Path file, Map<String, Version> newest) {
    Matcher parts =
        VERSION.matcher(version.equals(PACKED_RELOCATIONS) ? PACKED_RELOCATIONS_SINCE : version);
    if (parts.matches()) {
      newest.merge(parts.group(1), Version.parse(parts.group(2)), NativeNeeds::newer);
    } else if (version.startsWith(GLIBC + "_")) {
      throw new TrineException(
          "%s needs '%s', from which no release of glibc can be told".formatted(file, version));
    }
  }

  private static Version newer(Version one, Version other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
