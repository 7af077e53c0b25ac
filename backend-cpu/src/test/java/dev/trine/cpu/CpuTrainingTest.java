package dev.trine.cpu;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.conformance.training.PartsCheck;
import dev.trine.conformance.training.ResumeCheck;
import dev.trine.conformance.training.StreamsCheck;
import dev.trine.conformance.training.TrainingCase;
import dev.trine.conformance.training.TrainingCheck;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole training runs against the reference's. */
class CpuTrainingTest {
  static List<TrainingCase> runs() {
    return TrainingCase.all();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void followsTheReference(TrainingCase run) {
    try (Backend backend = CpuBackend.open(BackendOptions.defaults())) {
      TrainingCheck.run(backend, run);
    }
  }

  @Test
  void trainsInParts() {
    try (Backend backend = CpuBackend.open(BackendOptions.defaults())) {
      PartsCheck.run(backend);
    }
  }

  @Test
  void goesOnFromFiles() {
    try (Backend backend = CpuBackend.open(BackendOptions.defaults())) {
      ResumeCheck.run(backend);
    }
  }

  @Test
  void goesOnFromBatchToBatch() {
    try (Backend backend = CpuBackend.open(BackendOptions.defaults())) {
      StreamsCheck.run(backend);
    }
  }
}
