package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.conformance.harness.ForkedJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Machines without an NVIDIA driver, which most are. */
@Tag("every-java")
@EnabledOnOs(OS.LINUX)
class NoDriverTest {
  private static final int PROCESSES = 6;

  @TempDir Path folder;

  @Test
  void isReportedQuietlyAndHarmsNothing() throws Exception {
    ForkedJvm.Result result = ForkedJvm.start(folder, Map.of(), AskForCuda.class).await();
    // The backend that is opened says so on stderr; nothing else may.
    String others =
        String.join("\n", result.err().lines().filter(line -> !isLogOf(line, "Backends")).toList());
    assertEquals("", others);
    assertEquals(0, result.status(), result.toString());
    assumeNoDriver(result);
    String expected = "there is no NVIDIA driver (libcuda.so.1)";
    assertEquals(2, result.out().lines().filter(line -> line.contains(expected)).count());
    assertTrue(result.out().endsWith("opened cpu:0\n"), result.out());
  }

  @Test
  void whereNothingCanBeUnpackedItSaysWhereAndWhy() throws Exception {
    String nowhere = Files.writeString(folder.resolve("file"), "").resolve("folder").toString();
    ForkedJvm.Result result =
        ask(
            Map.of("XDG_CACHE_HOME", nowhere),
            "-Djava.io.tmpdir=" + nowhere,
            "-Duser.home=" + nowhere);
    String expected = "JCuda's native library cannot be unpacked to " + nowhere;
    assertTrue(result.out().contains(expected), result.toString());
    assertTrue(result.out().contains("set XDG_CACHE_HOME or -Djava.io.tmpdir"), result.toString());
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_24)
  void whereJavaRefusesNativeCodeItNamesTheOption() throws Exception {
    ForkedJvm.Result result = ask(Map.of(), "--illegal-native-access=deny");
    assertTrue(result.out().contains("--enable-native-access=ALL-UNNAMED"), result.toString());
  }

  private ForkedJvm.Result ask(Map<String, String> environment, String... options)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return ForkedJvm.start(folder, environment, all, AskForCuda.class).await();
  }

  /** JCuda by itself loads libraries that another process has half unpacked. */
  @Test
  void isReportedBySeveralProcessesThatStartAtOnce() throws Exception {
    Path cache = folder.resolve("cache");
    List<ForkedJvm> started = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      Map<String, String> fresh = Map.of("XDG_CACHE_HOME", cache.toString());
      started.add(ForkedJvm.start(folder, fresh, AskForCuda.class));
    }
    for (ForkedJvm jvm : started) {
      ForkedJvm.Result result = jvm.await();
      assertEquals(0, result.status(), result.toString());
      assumeNoDriver(result);
      assertTrue(result.out().contains("there is no NVIDIA driver"), result.toString());
    }
    assertTrue(Files.isDirectory(cache.resolve("trine/native/jcuda-12.6.0")));
  }

  private static boolean isLogOf(String line, String name) {
    return line.contains("dev.trine.backend." + name) || line.startsWith("INFO: using ");
  }

  private static void assumeNoDriver(ForkedJvm.Result result) {
    Assumptions.assumeFalse(result.out().contains("device=cuda:0"), "this machine has a driver");
  }
}
