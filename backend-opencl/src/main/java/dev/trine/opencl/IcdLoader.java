package dev.trine.opencl;

import dev.trine.backend.internal.Unavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The library through which programs reach the OpenCL drivers that are installed. JOCL opens it by
 * its name and complains on the process's standard error where that fails, so it is looked for and
 * loaded here first: a library that is loaded already is found by its name.
 */
final class IcdLoader {
  private static final String LINUX_NAME = "libOpenCL.so.1";
  private static final Path LINUX_CACHE = Path.of("/etc/ld.so.cache");
  private static final Path MAC_FRAMEWORK = Path.of("/System/Library/Frameworks/OpenCL.framework");

  private IcdLoader() {}

  /** Loads it; empty where that went well. */
  static Optional<Unavailable> load() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (os.startsWith("windows")) {
      return loadByName("OpenCL");
    }
    if (os.startsWith("mac")) {
      // Since macOS 11 the library lies in a cache of the system and not in its folder.
      return Files.isDirectory(MAC_FRAMEWORK)
          ? Optional.empty()
          : missing(MAC_FRAMEWORK.toString(), "use a macOS that has it");
    }
    List<Path> places = new ArrayList<>(inFolders(System.getProperty("java.library.path", "")));
    places.addAll(inLinkerCache(LINUX_CACHE));
    return loadFirst(places);
  }

  /** Loads the first of these files that works; tells why where none does. */
  static Optional<Unavailable> loadFirst(List<Path> places) {
    String remedy = "install the maker's driver and an OpenCL loader, on Debian ocl-icd-libopencl1";
    Optional<Unavailable> outcome = missing(LINUX_NAME, remedy);
    // The linker's cache may still know a library that was removed.
    for (Path place : places.stream().filter(Files::exists).toList()) {
      try {
        System.load(place.toString());
        return Optional.empty();
      } catch (UnsatisfiedLinkError failure) {
        outcome =
            Optional.of(
                new Unavailable(
                    "the OpenCL loader does not load: " + failure.getMessage(), remedy));
      }
    }
    return outcome;
  }

  /** Where a folder of this path, which holds {@code LD_LIBRARY_PATH} too, has the library. */
  static List<Path> inFolders(String searchPath) {
    List<Path> found = new ArrayList<>();
    for (String folder : searchPath.split(java.io.File.pathSeparator)) {
      try {
        Path file = Path.of(folder, LINUX_NAME).toAbsolutePath();
        if (Files.exists(file)) {
          found.add(file);
        }
      } catch (InvalidPathException skipped) {
        // Not a folder, then.
      }
    }
    return found;
  }

  /** What the dynamic linker's cache, a binary file with paths in it, knows under that name. */
  static List<Path> inLinkerCache(Path cache) {
    List<Path> found = new ArrayList<>();
    try {
      String content = Files.readString(cache, StandardCharsets.ISO_8859_1);
      Matcher path = Pattern.compile("/[^\0]*/" + Pattern.quote(LINUX_NAME)).matcher(content);
      while (path.find()) {
        found.add(Path.of(path.group()));
      }
    } catch (IOException | InvalidPathException none) {
      // Linux systems without glibc have no such cache.
    }
    return found;
  }

  private static Optional<Unavailable> loadByName(String name) {
    try {
      System.loadLibrary(name);
      return Optional.empty();
    } catch (UnsatisfiedLinkError failure) {
      return missing(System.mapLibraryName(name), "install the graphics card maker's driver");
    }
  }

  private static Optional<Unavailable> missing(String what, String remedy) {
    return Optional.of(new Unavailable("there is no OpenCL loader (" + what + ")", remedy));
  }
}
