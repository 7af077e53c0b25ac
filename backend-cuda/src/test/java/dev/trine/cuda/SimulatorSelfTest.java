package dev.trine.cuda;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The simulator's own test, which what the others find depends on. */
class SimulatorSelfTest {
  @Test
  void keepsWhatTheSimulatorPromises() throws Exception {
    CudaSimulator.requireCompiler();
    Path run = CudaSimulator.SELF_TEST.resolve("run");
    Script.run(Map.of(), run, CudaSimulator.FOLDER, CudaSimulator.KERNELS).orThrow();
  }
}
