package dev.trine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.conformance.harness.ForkedJvm;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** In JVMs of their own: the CPU is usable whatever native library is missing. */
class MissingLibraryTest {
  /** What the other JVM runs: a checked product, and what multiplied it. */
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) {
      try (Backend backend = Backends.open("cpu", BackendOptions.defaults())) {
        System.out.println(backend.device().driver());
      }
    }
  }

  /** Of a temporary folder that does not exist, and of native code without an option for it. */
  private static final String OF_NEWER_JVMS =
      "|WARNING: (java\\.io\\.tmpdir|A restricted|java\\.lang|Use --enable|Restricted).*";

  @TempDir Path folder;

  @Test
  void withoutTheBindings() throws Exception {
    assertFallsBack(jar -> !jar.contains("bytedeco"), "NoClassDefFoundError: org/bytedeco");
  }

  @Test
  void withoutThisPlatformsLibraries() throws Exception {
    assertFallsBack(jar -> !jar.matches(".*-(linux|macosx|windows)-.*"), "UnsatisfiedLinkError");
  }

  @Test
  void withoutJna() throws Exception {
    assertFallsBack(jar -> !jar.contains("jna"), "NoClassDefFoundError: com/sun/jna");
  }

  @Test
  void whereJnaCannotUnpackItself() throws Exception {
    assertFallsBack(jar -> true, "UnsatisfiedLinkError", "-Djna.nounpack=true", "-Djna.nosys=true");
  }

  @Test
  void whereNothingCanBeUnpacked() throws Exception {
    Path nowhere = Files.writeString(folder.resolve("file"), "").resolve("folder");
    String output =
        assertFallsBack(
            Map.of("XDG_CACHE_HOME", nowhere.toString()),
            jar -> true,
            "JNA temporary directory",
            "-Djava.io.tmpdir=" + nowhere,
            "-Duser.home=" + nowhere);
    assertTrue(output.contains("-Djna.tmpdir=FOLDER"), output);
    assertOneWarning(output);
  }

  @Test
  void whereJavaCppCannotUnpackAnything() throws Exception {
    Path nowhere = Files.writeString(folder.resolve("file"), "").resolve("folder");
    String output =
        assertFallsBack(
            Map.of(),
            jar -> true,
            "Could not create the cache",
            "-Djava.io.tmpdir=" + nowhere,
            "-Djna.tmpdir=" + folder,
            "-Duser.home=" + nowhere);
    assertTrue(output.contains("-Dorg.bytedeco.javacpp.cachedir=FOLDER"), output);
    assertOneWarning(output);
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_24)
  void whereJavaRefusesNativeCode() throws Exception {
    String output =
        assertFallsBack(Map.of(), jar -> true, "Java refuses", "--illegal-native-access=deny");
    assertTrue(output.contains("--enable-native-access=ALL-UNNAMED"), output);
    assertOneWarning(output);
  }

  /** What is printed here, the device and the warning, each logged below its logger's name. */
  private static void assertOneWarning(String output) {
    List<String> lines = output.lines().filter(line -> !line.matches(OF_NEWER_JVMS)).toList();
    assertEquals(1, lines.stream().filter(line -> line.startsWith("WARNING: ")).count(), output);
    assertEquals(5, lines.size(), output);
  }

  private void assertFallsBack(Predicate<String> classPath, String reason, String... options)
      throws Exception {
    assertFallsBack(Map.of(), classPath, reason, options);
  }

  private String assertFallsBack(
      Map<String, String> environment,
      Predicate<String> classPath,
      String reason,
      String... options)
      throws Exception {
    String output = run(environment, classPath, options);
    assertTrue(output.contains("plain Java: oneDNN does not load"), output);
    assertTrue(output.contains(reason), output);
    assertEquals(1, output.split("multiplies matrices in plain Java", -1).length - 1, output);
    return output;
  }

  private String run(
      Map<String, String> environment, Predicate<String> classPath, String... options)
      throws Exception {
    String jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(classPath)
            .collect(Collectors.joining(File.pathSeparator));
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("-cp", jars));
    ForkedJvm.Result result = ForkedJvm.start(folder, environment, all, Main.class).await();
    String output = result.out() + result.err();
    assertEquals(0, result.status(), output);
    return output;
  }
}
