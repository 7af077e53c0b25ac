package dev.trine.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class IcdLoaderTest {
  @TempDir Path folder;

  @Test
  void looksIntoTheFoldersOfThePath() throws IOException {
    Path file = Files.writeString(folder.resolve("libOpenCL.so.1"), "");
    String path = String.join(File.pathSeparator, "/nowhere", folder.toString());
    assertEquals(List.of(file), IcdLoader.inFolders(path));
    assertEquals(List.of(), IcdLoader.inFolders("/nowhere"));
  }

  @Test
  void readsTheLinkersCache() throws IOException {
    Path cache = folder.resolve("ld.so.cache");
    String content =
        "glibc-ld.so.cache1.1\1\2\0libOpenCL.so.1\0/lib/a/libOpenCL.so.1\0libX.so\0/lib/libX.so\0"
            + "libOpenCL.so.1\0/lib32/libOpenCL.so.1\0libOpenCL.so\0/lib/libOpenCL.so\0";
    Files.write(cache, content.getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(
        List.of(Path.of("/lib/a/libOpenCL.so.1"), Path.of("/lib32/libOpenCL.so.1")),
        IcdLoader.inLinkerCache(cache));
    assertEquals(List.of(), IcdLoader.inLinkerCache(folder.resolve("none")));
  }

  @Test
  void tellsWhyAFileDoesNotLoad() throws IOException {
    Path file = Files.writeString(folder.resolve("libOpenCL.so.1"), "not a library");
    String reason = IcdLoader.loadFirst(List.of(file)).orElseThrow().reason();
    assertTrue(reason.startsWith("the OpenCL loader does not load: " + file), reason);
  }
}
