package dev.trine.opencl;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Candidate;
import dev.trine.backend.Precision;
import dev.trine.conformance.training.PartsCheck;
import dev.trine.conformance.training.ResumeCheck;
import dev.trine.conformance.training.StreamsCheck;
import dev.trine.conformance.training.TrainingCase;
import dev.trine.conformance.training.TrainingCheck;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole training runs, on every OpenCL device of this machine, against the reference's. */
class OpenClTrainingTest {
  /** One of them on every Java: another Java changes the path to the driver alone. */
  @Tag("every-java")
  @Test
  void followsTheReferenceOnEveryJava() {
    follow(TrainingCase.all().get(0));
  }

  static List<TrainingCase> others() {
    List<TrainingCase> all = TrainingCase.all();
    return all.subList(1, all.size());
  }

  @ParameterizedTest
  @MethodSource("others")
  void followsTheReference(TrainingCase run) {
    follow(run);
  }

  /** Loops to a fixed point have products of F32 in between. */
  @Test
  void followsTheReferenceInMixedPrecision() {
    BackendOptions mixed = BackendOptions.defaults().withPrecision(Precision.BF16_MIXED);
    TrainingCase.all().stream()
        .filter(run -> run.name().matches("digits, (relu|convolution|fixed points).*"))
        .forEach(run -> follow(run, mixed));
  }

  @Test
  void trainsInParts() {
    for (Candidate found : Required.devices()) {
      int index = found.device().index();
      try (Backend backend = new OpenClProvider().open(index, BackendOptions.defaults())) {
        PartsCheck.run(backend);
      }
    }
  }

  @Test
  void goesOnFromFiles() {
    for (Candidate found : Required.devices()) {
      int index = found.device().index();
      try (Backend backend = new OpenClProvider().open(index, BackendOptions.defaults())) {
        ResumeCheck.run(backend);
      }
    }
  }

  @Test
  void goesOnFromBatchToBatch() {
    for (Candidate found : Required.devices()) {
      int index = found.device().index();
      try (Backend backend = new OpenClProvider().open(index, BackendOptions.defaults())) {
        StreamsCheck.run(backend);
      }
    }
  }

  private static void follow(TrainingCase run) {
    follow(run, BackendOptions.defaults());
  }

  private static void follow(TrainingCase run, BackendOptions options) {
    for (Candidate found : Required.devices()) {
      int index = found.device().index();
      try (Backend backend = new OpenClProvider().open(index, options)) {
        TrainingCheck.run(backend, run);
      }
    }
  }
}
