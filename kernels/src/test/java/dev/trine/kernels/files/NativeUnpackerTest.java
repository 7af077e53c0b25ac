package dev.trine.kernels.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries beside a binding's class, in a jar and in a folder. */
class NativeUnpackerTest {
  /** Stands for a binding; loaded anew from the class path that a test makes. */
  static final class Binding {}

  private static final String CLASS = Binding.class.getName().replace('.', '/') + ".class";
  private static final String LIBRARY = "a.so";
  private static final byte[] CONTENT = {1, 2, 3};

  @TempDir Path folder;

  @Test
  void unpacksFromAJar() throws Exception {
    Path jar = folder.resolve("binding.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      add(zip, CLASS, binding());
      add(zip, "lib/" + LIBRARY, CONTENT);
    }
    Path cache = folder.resolve("cache");
    assertEquals(cache.resolve("native/test-1"), unpack(jar, cache));
    assertArrayEquals(CONTENT, Files.readAllBytes(cache.resolve("native/test-1").resolve(LIBRARY)));
  }

  @Test
  void leavesAFileWhereItIs() throws Exception {
    Path classes = folder.resolve("un packed");
    Files.createDirectories(classes.resolve(CLASS).getParent());
    Files.write(classes.resolve(CLASS), binding());
    Path library = Files.createDirectories(classes.resolve("lib")).resolve(LIBRARY);
    Files.write(library, CONTENT);
    Path cache = folder.resolve("cache");
    assertEquals(library.getParent(), unpack(classes, cache));
    assertTrue(Files.notExists(cache));
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    Path classes = folder.resolve("classes");
    Files.createDirectories(classes.resolve(CLASS).getParent());
    Files.write(classes.resolve(CLASS), binding());
    UnsatisfiedLinkError missing =
        assertThrows(UnsatisfiedLinkError.class, () -> unpack(classes, folder));
    assertEquals("test-1 has no " + LIBRARY, missing.getMessage());
    String remedy = NativeFailure.of("Test", "Plan 9", missing).remedy();
    assertTrue(remedy.startsWith("Test has libraries for Plan 9; this is "), remedy);
  }

  private static Path unpack(Path classPath, Path cache) throws Exception {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classPath.toUri().toURL()}, null)) {
      Class<?> binding = loader.loadClass(Binding.class.getName());
      return new NativeUnpacker("test-1", binding).unpack(cache, List.of(LIBRARY));
    }
  }

  private static byte[] binding() throws IOException {
    return Binding.class.getClassLoader().getResourceAsStream(CLASS).readAllBytes();
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }
}
