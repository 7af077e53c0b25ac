package dev.trine.cuda;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.conformance.training.Endurance;
import dev.trine.conformance.training.TrainingCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ten thousand steps leave nothing behind. */
@ExtendWith(CudaSimulator.class)
class CudaEnduranceTest {
  @Test
  void stepsLeaveNothingBehind() {
    try (Backend backend = new CudaProvider().open(0, BackendOptions.defaults())) {
      Endurance.of(backend, TrainingCase.all().get(0)).check();
    }
  }
}
