package dev.trine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.conformance.harness.ForkedJvm;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
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

  private void assertFallsBack(Predicate<String> classPath, String reason, String... options)
      throws Exception {
    String output = run(classPath, options);
    assertTrue(output.contains("plain Java: oneDNN does not load"), output);
    assertTrue(output.contains(reason), output);
    assertEquals(1, output.split("multiplies matrices in plain Java", -1).length - 1, output);
  }

  private String run(Predicate<String> classPath, String... options) throws Exception {
    String jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(classPath)
            .collect(Collectors.joining(File.pathSeparator));
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("-cp", jars));
    ForkedJvm.Result result = ForkedJvm.start(folder, Map.of(), all, Main.class).await();
    String output = result.out() + result.err();
    assertEquals(0, result.status(), output);
    return output;
  }
}
