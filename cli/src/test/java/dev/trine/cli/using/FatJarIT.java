package dev.trine.cli.using;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.cli.SimulatedDriver;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All in one jar, made as maven-shade does unless told otherwise: of files of one name the first.
 */
class FatJarIT {
  private static final Path JAVA = Path.of(System.getProperty("java.home"));

  @TempDir private Path folder;

  @Test
  void hasEveryBackend() throws Exception {
    SimulatedDriver.build();
    Path jar = merged();
    String path = Jars.path(List.of(jar));
    Path classes = folder.resolve("classes");
    Program.compile(
        classes,
        Program.sources("modular").filter(file -> !file.endsWith("module-info.java")),
        "-cp",
        path);
    String printed =
        Program.run(
                JAVA,
                folder,
                Map.of("LD_LIBRARY_PATH", SimulatedDriver.FOLDER.toString()),
                List.of(
                    "-cp", Jars.path(List.of(classes, jar)), "org.example.Learn", "cuda", "cpu"))
            .succeeded();
    assertTrue(printed.contains("cuda trained, read again: true\n"), printed);
    assertTrue(printed.contains("cpu opened, by oneDNN"), printed);
    assertTrue(printed.contains("cpu trained, read again: true\n"), printed);
  }

  private Path merged() throws IOException {
    Path file = folder.resolve("all.jar");
    Set<String> there = new HashSet<>();
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream merged = new JarOutputStream(out)) {
      merged.setLevel(Deflater.NO_COMPRESSION);
      for (Path jar : Jars.find()) {
        copy(jar, merged, there);
      }
    }
    return file;
  }

  private static void copy(Path from, JarOutputStream to, Set<String> there) throws IOException {
    try (JarFile jar = new JarFile(from.toFile())) {
      for (JarEntry entry : jar.stream().toList()) {
        if (!entry.isDirectory() && there.add(entry.getName())) {
          to.putNextEntry(new JarEntry(entry.getName()));
          jar.getInputStream(entry).transferTo(to);
          to.closeEntry();
        }
      }
    }
  }
}
