package dev.trine.cli.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.TrineException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FatJarTest {
  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final List<String> JAVA =
      List.of(
          "com/sun/jna/win32/StdCall.class",
          "dev/trine/cuda/gemm.ptx",
          "org/bytedeco/javacpp/properties/linux-x86_64.properties");
  private static final List<String> NATIVES =
      List.of(
          "com/sun/jna/linux-x86-64/libjnidispatch.so",
          "lib/libJCudaDriver-12.6.0-linux-x86_64.so",
          "org/bytedeco/dnnl/linux-x86_64/libdnnl.so.3");
  private static final List<String> NEITHER =
      List.of(
          "META-INF/native-image/linux-x86_64/jnidnnl/jni-config.json",
          "com/sun/jna/darwin-aarch64/libjnidispatch.jnilib",
          "com/sun/jna/linux-x86/libjnidispatch.so",
          "lib/JOCL_2_0_6-windows-x86_64.dll",
          "lib/libJNvPTXCompiler-12.6.0-linux-x86_64.so",
          "lib/libJOCL_2_0_6-apple-arm64.dylib",
          "lib/libJOCL_2_0_6-linux-arm64.so",
          "org/bytedeco/dnnl/linux-x86_64/include/dnnl.h",
          "org/bytedeco/dnnl/windows-x86_64/lib/dnnl.lib");

  @TempDir Path folder;

  @Test
  void separatesJavaFromWhatIsNative() throws IOException {
    FatJar jar = jar("all.jar", Stream.of(JAVA, NATIVES, NEITHER).flatMap(List::stream).toList());
    Path classes = folder.resolve("classes.jar");
    jar.writeClasses(classes, List.of("a/", "b/"));
    try (JarFile written = new JarFile(classes.toFile())) {
      List<String> names = written.stream().map(ZipEntry::getName).toList();
      assertEquals(Stream.concat(Stream.of(MANIFEST), JAVA.stream()).toList(), names);
      Attributes attributes = written.getManifest().getMainAttributes();
      assertEquals("a/ b/", attributes.getValue("Class-Path"));
      assertEquals("Main", attributes.getValue("Main-Class"));
    }
    Path natives = folder.resolve("natives");
    jar.writeNatives(natives, name -> true);
    try (Stream<Path> files = Files.walk(natives)) {
      List<String> names =
          files
              .filter(Files::isRegularFile)
              .map(natives::relativize)
              .map(Path::toString)
              .sorted()
              .toList();
      assertEquals(NATIVES, names);
    }
    assertEquals(NATIVES.get(0), Files.readString(natives.resolve(NATIVES.get(0))));
  }

  @Test
  void theOrderAndTimesInTheJarMakeNoDifference() throws IOException {
    List<String> backwards = new ArrayList<>(JAVA);
    Collections.reverse(backwards);
    Path one = folder.resolve("1.jar");
    Path other = folder.resolve("2.jar");
    jar("forwards.jar", JAVA).writeClasses(one, List.of("a/"));
    jar("backwards.jar", backwards).writeClasses(other, List.of("a/"));
    assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(other));
  }

  @Test
  void aJarWithoutNativesIsRefused() throws IOException {
    FatJar jar = jar("java.jar", JAVA);
    TrineException refused =
        assertThrows(TrineException.class, () -> jar.writeNatives(folder, name -> true));
    assertTrue(refused.getMessage().startsWith(jar.file() + " has no native"));
  }

  @Test
  void classesThatAreInNoJarAreRefused() {
    TrineException refused = assertThrows(TrineException.class, FatJar::running);
    assertTrue(refused.getMessage().contains("java -jar trine.jar"), refused.getMessage());
  }

  /** Every entry's content is its name. */
  private FatJar jar(String name, List<String> entries) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(MANIFEST));
      zip.write("Manifest-Version: 1.0\nMain-Class: Main\n".getBytes());
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write(entry.getBytes());
      }
    }
    return new FatJar(file);
  }
}
