package dev.trine.cuda;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.conformance.generation.GenerationCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Generated words on the simulated device are the reference's. */
@ExtendWith(CudaSimulator.class)
class CudaGenerationTest {
  @Test
  void wordsAreThoseOfTheReference() {
    Execution.of("host").get(0).choose();
    try (Backend device = new CudaProvider().open(0, BackendOptions.defaults())) {
      GenerationCheck.run(device);
    }
  }
}
