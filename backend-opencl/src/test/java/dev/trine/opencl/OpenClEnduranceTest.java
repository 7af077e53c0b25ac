package dev.trine.opencl;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.conformance.training.Endurance;
import dev.trine.conformance.training.TrainingCase;
import org.junit.jupiter.api.Test;

/** Ten thousand steps leave nothing behind. */
class OpenClEnduranceTest {
  @Test
  void stepsLeaveNothingBehind() {
    int index = Required.devices().get(0).device().index();
    try (Backend backend = new OpenClProvider().open(index, BackendOptions.defaults())) {
      Endurance.of(backend, TrainingCase.all().get(0)).check();
    }
  }
}
