package dev.trine.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.conformance.harness.ForkedJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Processes that start at once share the folder into which JOCL's library is unpacked. */
class SeveralProcessesTest {
  private static final int PROCESSES = 6;

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
}
