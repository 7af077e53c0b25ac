package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Precision;
import dev.trine.conformance.training.LossCurve;
import dev.trine.conformance.training.PartsCheck;
import dev.trine.conformance.training.ResumeCheck;
import dev.trine.conformance.training.StreamsCheck;
import dev.trine.conformance.training.TrainingCase;
import dev.trine.conformance.training.TrainingCheck;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole training runs on the simulated device, in several ways in which a device may run them. */
@ExtendWith(CudaSimulator.class)
class CudaTrainingTest {
  /** In one way: another Java changes the path to the driver, not what the device computes. */
  @Tag("every-java")
  @Test
  void learnsOnEveryJava() {
    Execution.of("host").get(0).choose();
    try (Backend device = new CudaProvider().open(0, BackendOptions.defaults())) {
      TrainingCheck.run(device, TrainingCase.all().get(0));
    }
  }

  /** Loops to a fixed point have products of F32 in between. */
  @ParameterizedTest
  @CsvSource({"75, BF16_MIXED", "80, BF16_MIXED", "80, TF32"})
  void learnsInEachPrecision(int capability, Precision precision) {
    Execution.of("host").get(0).choose();
    try (Backend device = new Opening(capability, precision).open()) {
      TrainingCase.all().stream()
          .filter(run -> run.name().matches("digits, (relu|convolution|fixed points).*"))
          .forEach(run -> TrainingCheck.run(device, run));
    }
  }

  @Test
  void trainsInParts() {
    Execution.of("host").get(0).choose();
    try (Backend device = new CudaProvider().open(0, BackendOptions.defaults())) {
      PartsCheck.run(device);
    }
  }

  @Test
  void goesOnFromFiles() {
    Execution.of("host").get(0).choose();
    try (Backend device = new CudaProvider().open(0, BackendOptions.defaults())) {
      ResumeCheck.run(device);
    }
  }

  @Test
  void goesOnFromBatchToBatch() {
    Execution.of("host").get(0).choose();
    try (Backend device = new CudaProvider().open(0, BackendOptions.defaults())) {
      StreamsCheck.run(device);
    }
  }

  @TestFactory
  Stream<DynamicNode> learnsAsTheReferenceDoes() {
    return TrainingCase.all().stream()
        .map(
            run -> {
              LossCurve expected = TrainingCheck.reference(run);
              return DynamicContainer.dynamicContainer(
                  run.toString(),
                  Stream.of("host", "ptx").flatMap(code -> inSomeOrders(code, run, expected)));
            });
  }

  /** The bits of the same code are those of any other order. */
  private static Stream<DynamicTest> inSomeOrders(
      String code, TrainingCase run, LossCurve expected) {
    List<Execution> executions = Execution.some(code);
    executions.get(0).choose();
    LossCurve first = onDevice(run);
    return executions.stream()
        .map(
            execution ->
                DynamicTest.dynamicTest(
                    execution.toString(), () -> check(execution, run, expected, first)));
  }

  private static void check(
      Execution execution, TrainingCase run, LossCurve expected, LossCurve first) {
    execution.choose();
    LossCurve curve = onDevice(run);
    double distance = curve.distance(expected);
    assertTrue(distance <= LossCurve.TOLERANCE, () -> "is off by " + distance);
    assertArrayEquals(first.losses(), curve.losses());
    assertArrayEquals(first.weights(), curve.weights());
  }

  private static LossCurve onDevice(TrainingCase run) {
    try (Backend device = new CudaProvider().open(0, BackendOptions.defaults())) {
      return LossCurve.of(device, run);
    }
  }
}
