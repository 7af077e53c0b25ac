package dev.trine.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.backend.Candidate;
import dev.trine.conformance.graph.LongProducts;
import dev.trine.conformance.training.GoldenRun;
import dev.trine.conformance.training.ReplicasCheck;
import dev.trine.conformance.training.ResumeCheck;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Portable mode on every OpenCL device of this machine: the same bits as on every other device. */
class OpenClPortableTest {
  static List<GoldenRun> runs() {
    return GoldenRun.all();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void trainsToTheBitsOfEveryDevice(GoldenRun run) {
    BackendOptions portable = BackendOptions.defaults().withPortable(true);
    for (Candidate found : Required.devices()) {
      try (Backend backend = new OpenClProvider().open(found.device().index(), portable)) {
        assertEquals(run.digest(), run.digestOn(backend), () -> "on " + found.device());
      }
    }
  }

  /** By files that each of them wrote, between every device and the CPU's own backend. */
  @Test
  void goesOnElsewhereToTheSameBits() {
    BackendOptions portable = BackendOptions.defaults().withPortable(true);
    for (Candidate found : Required.devices()) {
      try (Backend cpu = Backends.open("cpu", portable);
          Backend backend = new OpenClProvider().open(found.device().index(), portable)) {
        ResumeCheck.across(cpu, backend);
      }
    }
  }

  @Test
  void addsUpBlocksOfTermsInPairs() {
    BackendOptions portable = BackendOptions.defaults().withPortable(true);
    for (Candidate found : Required.devices()) {
      try (Backend backend = new OpenClProvider().open(found.device().index(), portable)) {
        LongProducts.all().forEach(product -> product.check(backend));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void replicasHaveTheBitsOfOneDevice(ReplicasCheck replicas) {
    BackendOptions portable = BackendOptions.defaults().withPortable(true);
    for (Candidate found : Required.devices()) {
      try (Backend backend = new OpenClProvider().open(found.device().index(), portable)) {
        replicas.run(backend);
      }
    }
  }
}
