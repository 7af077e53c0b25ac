package dev.trine.cli.bundle;

import dev.trine.TrineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The command line's jar: all classes, and native libraries for all platforms.
 *
 * @param file the jar
 */
record FatJar(Path file) {
  /** Folders with native libraries, headers and settings for one platform. */
  private static final Pattern PLATFORM_FOLDER =
      Pattern.compile(
          ".*/(linux|macosx|windows|darwin|win32|freebsd|openbsd|dragonflybsd|sunos|aix)-[^/]+/.*");

  private static final Pattern NATIVE =
      Pattern.compile(".*\\.(so(\\.\\d+)*|dylib|jnilib|dll|lib|a)");

  private static final Pattern LINUX_X64 = Pattern.compile(".*[/-]linux-x86[_-]64[/.].*");

  /** JCuda's bindings of NVIDIA's compilers: kernels come compiled. */
  private static final Pattern UNUSED = Pattern.compile(".*/libJNv[^/]*");

  /** Earlier than any file; without it an entry has the time at which it is written. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  /**
   * The jar that this program runs from.
   *
   * @throws TrineException if it runs from something else
   */
  static FatJar running() {
    Path place =
        Path.of(
            URI.create(
                FatJar.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    if (!Files.isRegularFile(place)) {
      throw new TrineException(
          "a bundle is made of the jar that it is started from, and this runs from classes in %s;"
                  .formatted(place)
              + " use ./trine bundle, or java -jar trine.jar bundle");
    }
    return new FatJar(place);
  }

  /**
   * Writes a jar without anything native.
   *
   * @param classPath folders, relative to the jar, that it takes native libraries from
   */
  void writeClasses(Path target, List<String> classPath) throws IOException {
    try (JarFile jar = new JarFile(file.toFile());
        OutputStream out = Files.newOutputStream(target);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      Manifest manifest = new Manifest(jar.getManifest());
      manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", classPath));
      begin(zip, JarFile.MANIFEST_NAME);
      manifest.write(zip);
      for (ZipEntry entry : sortedFiles(jar)) {
        String name = entry.getName();
        if (!name.equals(JarFile.MANIFEST_NAME) && !isNative(name)) {
          begin(zip, name);
          try (InputStream in = jar.getInputStream(entry)) {
            in.transferTo(zip);
          }
        }
      }
    }
  }

  /**
   * Writes native libraries for Linux on x86-64 to a folder, under their names in the jar.
   *
   * @param wanted which, by their names
   * @throws TrineException if there are none
   */
  void writeNatives(Path folder, Predicate<String> wanted) throws IOException {
    int written = 0;
    try (JarFile jar = new JarFile(file.toFile())) {
      for (ZipEntry entry : sortedFiles(jar)) {
        String name = entry.getName();
        if (isForLinuxX64(name) && wanted.test(name)) {
          Path target = folder.resolve(name);
          Files.createDirectories(target.getParent());
          try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, target);
          }
          written++;
        }
      }
    }
    if (written == 0) {
      throw new TrineException(
          "%s has no native libraries for Linux on x86-64 in it; start bundle from a build of Trine,"
                  .formatted(file)
              + " not from another bundle");
    }
  }

  private static boolean isNative(String name) {
    return NATIVE.matcher(name).matches() || PLATFORM_FOLDER.matcher(name).matches();
  }

  private static boolean isForLinuxX64(String name) {
    return NATIVE.matcher(name).matches()
        && LINUX_X64.matcher(name).matches()
        && !UNUSED.matcher(name).matches();
  }

  /** In an order that does not depend on how the jar was made. */
  private static List<? extends ZipEntry> sortedFiles(JarFile jar) {
    return jar.stream()
        .filter(entry -> !entry.isDirectory())
        .sorted(Comparator.comparing(ZipEntry::getName))
        .toList();
  }

  private static void begin(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    zip.putNextEntry(entry);
  }
}
