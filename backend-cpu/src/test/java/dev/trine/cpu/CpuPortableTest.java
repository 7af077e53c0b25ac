package dev.trine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.conformance.training.GoldenRun;
import dev.trine.conformance.training.ResumeCheck;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

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

  private static void check(GoldenRun run, int threads) {
    BackendOptions options = BackendOptions.defaults().withPortable(true).withThreads(threads);
    try (Backend backend = CpuBackend.open(options)) {
      assertEquals(run.digest(), run.digestOn(backend));
    }
  }
}
