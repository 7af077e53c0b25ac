package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.conformance.training.GoldenRun;
import dev.trine.conformance.training.ResumeCheck;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Portable mode on the simulated device: the same bits as on every other device. */
@ExtendWith(CudaSimulator.class)
class CudaPortableTest {
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
    BackendOptions portable = BackendOptions.defaults().withPortable(true);
    try (Backend cpu = Backends.open("cpu", portable);
        Backend device = new CudaProvider().open(0, portable)) {
      ResumeCheck.across(device, cpu);
    }
  }

  private static void check(Execution execution, GoldenRun run) {
    execution.choose();
    BackendOptions portable = BackendOptions.defaults().withPortable(true);
    try (Backend device = new CudaProvider().open(0, portable)) {
      assertEquals(run.digest(), run.digestOn(device));
    }
  }
}
