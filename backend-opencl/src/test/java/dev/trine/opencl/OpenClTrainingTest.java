package dev.trine.opencl;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Candidate;
import dev.trine.conformance.training.TrainingCase;
import dev.trine.conformance.training.TrainingCheck;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole training runs, on every OpenCL device of this machine, against the reference's. */
class OpenClTrainingTest {
  static List<TrainingCase> runs() {
    return TrainingCase.all();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void followsTheReference(TrainingCase run) {
    for (Candidate found : Required.devices()) {
      int index = found.device().index();
      try (Backend backend = new OpenClProvider().open(index, BackendOptions.defaults())) {
        TrainingCheck.run(backend, run);
      }
    }
  }
}
