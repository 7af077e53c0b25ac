package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.conformance.harness.ForkedJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a process after a fault, in one that nobody has recover. */
@ExtendWith(CudaSimulator.class)
class ProcessFaultTest {
  @TempDir Path folder;

  @Test
  void leavesTheCpu() throws Exception {
    Map<String, String> environment =
        Map.of("CUDASIM_DEVICES", "2", "CUDASIM_FAIL", "cuStreamSynchronize:1:700");
    ForkedJvm.Result result = ForkedJvm.start(folder, environment, UseAfterFault.class).await();
    assertEquals(0, result.status(), result.toString());
    List<String> told = result.out().lines().toList();
    assertEquals(5, told.size(), result.toString());
    assertTrue(told.get(0).startsWith("fault: cuda:0"), told.get(0));
    String reason = "CUDA does nothing more in this process: cuda:0";
    for (String each : told.subList(1, 4)) {
      assertTrue(each.contains(reason), each);
      assertTrue(each.contains("CUDA_ERROR_ILLEGAL_ADDRESS"), each);
      assertTrue(each.contains("(restart the process)"), each);
    }
    assertEquals("auto: opened cpu:0", told.get(4));
  }
}
