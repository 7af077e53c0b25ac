package dev.trine.cpu;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.conformance.training.Endurance;
import dev.trine.conformance.training.TrainingCase;
import org.junit.jupiter.api.Test;

/** Ten thousand steps leave nothing behind. */
class CpuEnduranceTest {
  @Test
  void stepsLeaveNothingBehind() {
    try (Backend backend = CpuBackend.open(BackendOptions.defaults())) {
      Endurance.of(backend, TrainingCase.all().get(0)).check();
    }
  }
}
