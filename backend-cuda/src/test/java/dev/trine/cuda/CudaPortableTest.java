package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.conformance.graph.LongProducts;
import dev.trine.conformance.training.GoldenRun;
import dev.trine.conformance.training.ReplicasCheck;
import dev.trine.conformance.training.ResumeCheck;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Portable mode on the simulated device: the same bits as on every other device. */
@ExtendWith(CudaSimulator.class)
class CudaPortableTest {
  private static final BackendOptions PORTABLE = BackendOptions.defaults().withPortable(true);

  @TestFactory
  Stream<DynamicTest> trainsToTheBitsOfEveryDevice() {
    return Stream.of("host", "ptx")
        .map(code -> Execution.of(code).get(0))
        .flatMap(
            execution ->
                GoldenRun.all().stream()
                    .map(
                        run ->
                            DynamicTest.dynamicTest(
                                run + ", " + execution, () -> check(execution, run))));
  }

  /** By files that each of them wrote. */
  @Test
  void goesOnElsewhereToTheSameBits() {
    Execution.of("host").get(0).choose();
    try (Backend cpu = Backends.open("cpu", PORTABLE);
        Backend device = new CudaProvider().open(0, PORTABLE)) {
      ResumeCheck.across(device, cpu);
    }
  }

  @Test
  void addsUpBlocksOfTermsInPairs() {
    Execution.of("host").get(0).choose();
    try (Backend device = new CudaProvider().open(0, PORTABLE)) {
      LongProducts.all().forEach(product -> product.check(device));
    }
  }

  @ParameterizedTest
  @EnumSource
  void replicasHaveTheBitsOfOneDevice(ReplicasCheck replicas) {
    Execution.of("host").get(0).choose();
    try (Backend device = new CudaProvider().open(0, PORTABLE)) {
      replicas.run(device);
    }
  }

  private static void check(Execution execution, GoldenRun run) {
    execution.choose();
    try (Backend device = new CudaProvider().open(0, PORTABLE)) {
      assertEquals(run.digest(), run.digestOn(device));
    }
  }
}
