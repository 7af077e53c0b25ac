package dev.trine.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.conformance.harness.ForkedJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that start at once share the folder into which JOCL's library is unpacked, and those in
 * which the driver and we keep what was compiled.
 */
class SeveralProcessesTest {
  private static final int PROCESSES = 6;

  /** Opens the first device, which compiles what its check runs. */
  static final class Compile {
    private Compile() {}

    public static void main(String[] arguments) {
      try (Backend backend = Backends.open("opencl:0", BackendOptions.defaults())) {
        System.out.println("opened " + backend.device().selector());
      }
    }
  }

  @TempDir Path folder;

  @Test
  @EnabledOnOs(OS.LINUX)
  void startAtOnce() throws Exception {
    Required.devices();
    Map<String, String> freshCache = Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString());
    List<ForkedJvm> started = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      started.add(ForkedJvm.start(folder, freshCache, ListCandidates.class, "named"));
    }
    for (ForkedJvm jvm : started) {
      ForkedJvm.Result result = jvm.await();
      assertEquals(0, result.status(), result.toString());
      assertTrue(result.out().contains("device=opencl:0"), result.toString());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void compileAtOnce() throws Exception {
    Required.devices();
    Map<String, String> fresh = new HashMap<>();
    fresh.put("HOME", folder.toString());
    fresh.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    fresh.put("POCL_CACHE_DIR", null);
    List<ForkedJvm> started = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      started.add(ForkedJvm.start(folder, fresh, Compile.class));
    }
    for (ForkedJvm jvm : started) {
      ForkedJvm.Result result = jvm.await();
      assertEquals(0, result.status(), result.toString());
      assertTrue(result.out().contains("opened opencl:0"), result.toString());
    }
  }
}
