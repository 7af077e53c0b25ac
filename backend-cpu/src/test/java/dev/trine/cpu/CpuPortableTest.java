package dev.trine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.conformance.graph.LongProducts;
import dev.trine.conformance.training.GoldenRun;
import dev.trine.conformance.training.ReplicasCheck;
import dev.trine.conformance.training.ResumeCheck;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Portable mode: the same bits as on every other device, with any number of threads. */
class CpuPortableTest {
  @TestFactory
  Stream<DynamicTest> trainsToTheBitsOfEveryDevice() {
    return GoldenRun.all().stream()
        .flatMap(
            run ->
                Stream.of(1, 3)
                    .map(
                        threads ->
                            DynamicTest.dynamicTest(
                                run + ", threads: " + threads, () -> check(run, threads))));
  }

  @Test
  void goesOnWithOtherThreadsToTheSameBits() {
    BackendOptions options = BackendOptions.defaults().withPortable(true);
    try (Backend one = CpuBackend.open(options.withThreads(1));
        Backend three = CpuBackend.open(options.withThreads(3))) {
      ResumeCheck.across(one, three);
    }
  }

  static List<LongProducts> products() {
    return LongProducts.all();
  }

  @ParameterizedTest
  @MethodSource("products")
  void addsUpBlocksOfTermsInPairs(LongProducts product) {
    try (Backend backend = CpuBackend.open(BackendOptions.defaults().withPortable(true))) {
      product.check(backend);
    }
  }

  @ParameterizedTest
  @EnumSource
  void replicasHaveTheBitsOfOneDevice(ReplicasCheck replicas) {
    try (Backend backend = CpuBackend.open(BackendOptions.defaults().withPortable(true))) {
      replicas.run(backend);
    }
  }

  private static void check(GoldenRun run, int threads) {
    BackendOptions options = BackendOptions.defaults().withPortable(true).withThreads(threads);
    try (Backend backend = CpuBackend.open(options)) {
      assertEquals(run.digest(), run.digestOn(backend));
    }
  }
}
