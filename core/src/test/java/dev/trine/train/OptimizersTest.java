package dev.trine.train;

import static dev.trine.expression.Arithmetic.load;
import static dev.trine.train.Optimizers.adagrad;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.lion;
import static dev.trine.train.Optimizers.rmsProp;
import static dev.trine.train.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.backend.op.StepState;
import dev.trine.expression.DoublePrecision;
import dev.trine.graph.ops.Update;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizersTest {
  private static void refused(String name, Executable making) {
    String message = assertThrows(IllegalArgumentException.class, making).getMessage();
    assertTrue(message.contains(name), message);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1e-46, 1e-40, 3.5e38, Double.NaN, Double.POSITIVE_INFINITY})
  void aLearningRateIsFiniteAndAboveZero(double rate) {
    refused("learningRate", () -> sgd(rate));
    refused("learningRate", () -> adam(rate));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.99999999, 1e-46, -0.1, Double.NaN})
  void fractionsAreBelowOne(double fraction) {
    refused("momentum", () -> sgd(1).withMomentum(fraction));
    refused("beta1", () -> new AdaptiveMoments(1, fraction, 0.9, 1e-8));
    refused("decay", () -> new RootMeanSquare(1, fraction, 1e-8, false, 0));
    refused("beta1", () -> new EvolvedSign(1, fraction, 0.9));
    refused("beta2", () -> new AdaptiveMoments(1, 0.9, fraction, 1e-8));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1e-46, 3.5e38, Double.NaN, Double.POSITIVE_INFINITY})
  void weightDecayIsFiniteAndNotNegative(double decay) {
    refused("weightDecay", () -> sgd(1).withWeightDecay(decay));
    refused("l1", () -> adam(1).withL1(decay));
    refused("l2", () -> adam(1).withL2(decay));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1e-8, 1e-46, 1e-40, 3.5e38, Double.NaN, Double.POSITIVE_INFINITY})
  void epsilonIsFiniteAndAboveZero(double epsilon) {
    refused("epsilon", () -> new AdaptiveGradient(1, epsilon));
    refused("epsilon", () -> new AdaptiveMoments(1, 0.9, 0.999, epsilon));
  }

  @Test
  void theLimitsAreTaken() {
    for (double limit : new double[] {Float.MIN_NORMAL, Float.MAX_VALUE}) {
      assertEquals(limit, sgd(limit).withWeightDecay(limit).learningRate());
      assertEquals(limit, new AdaptiveMoments(limit, 0, 0, limit).epsilon());
    }
    assertEquals(0.9999999, sgd(1).withMomentum(0.9999999).momentum());
  }

  @Test
  void aSettingIsNamedWithItsValueAndItsLimits() {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> new AdaptiveMoments(1, 0.9, 0.999, 1e-46))
            .getMessage();
    assertEquals(
        "epsilon is 1.0E-46, expected a number from %s to %s, the limits of 32-bit floats"
            .formatted(
                Float.MIN_NORMAL, Float.MAX_VALUE), // newer versions of Java write fewer digits
        message);
  }

  @Test
  void nesterovsFormNeedsMomentum() {
    refused("Nesterov", () -> sgd(1).withNesterov(0));
    refused("Nesterov", () -> sgd(1).withNesterov(0.9).withMomentum(0));
  }

  @Test
  void eachKeepsTheMomentsThatItNeeds() {
    assertEquals(0, sgd(1).moments());
    assertEquals(1, sgd(1).withMomentum(0.9).moments());
    assertEquals(2, adam(1).moments());
    assertEquals(1, adagrad(1).moments());
    assertEquals(1, rmsProp(1).moments());
    assertEquals(3, rmsProp(1).withCentring().withMomentum(0.9).moments());
    assertEquals(1, lion(1).withL1(0.1).moments());
  }

  @Test
  void whatDecaysIsUpdatedApart() {
    Optimizer decaying = sgd(1).withWeightDecay(0.1);
    assertEquals(List.of("0 to 10"), ranges(sgd(1).updates(3, 10)));
    assertEquals(List.of("0 to 3", "3 to 10"), ranges(decaying.updates(3, 10)));
    assertEquals(List.of("0 to 10"), ranges(decaying.updates(10, 10)));
    assertEquals(List.of("0 to 10"), ranges(decaying.updates(0, 10)));
    assertEquals(List.of("0 to 3", "3 to 10"), ranges(adam(1).withWeightDecay(0.1).updates(3, 10)));
  }

  /** By rounding, of gradients that are all alike. */
  @Test
  void aVarianceBelowZeroIsZero() {
    Optimizer.Operands of =
        new Optimizer.Operands(
            load(0), List.of(load(1), load(2)), load(3), load(4), load(5), load(6), false);
    double[] loads = {1, 0.25, 1, 1, 0.1, 1, 1};
    for (double value : DoublePrecision.of(rmsProp(1).withCentring().step(of), loads)) {
      assertTrue(Double.isFinite(value), "a root of a negative number");
    }
  }

  @Test
  void penaltiesAndDecayAreSetOneByOne() {
    Regularised all = adam(1).withL1(0.1).withL2(0.2).withWeightDecay(0.3);
    assertEquals(new Regularised(adam(1), 0.1, 0.2, 0.3), all);
    assertEquals(new Regularised(adam(1), 0, 0.2, 0.3), all.withL1(0));
    assertEquals(List.of("0 to 10"), ranges(adam(1).withL2(0).updates(3, 10)));
  }

  private static List<String> ranges(List<Update> updates) {
    return updates.stream().map(update -> update.from() + " to " + update.to()).toList();
  }

  @Test
  void theFirstParametersDecay() {
    try (ReferenceBackend backend = new ReferenceBackend()) {
      View parameters = filled(backend, TensorType.f32(3), 2);
      View gradients = filled(backend, TensorType.f32(3), 0);
      View rate = filled(backend, TensorType.f32(1), 1);
      View state = filled(backend, TensorType.i32(StepState.ELEMENTS), 1);
      for (Update update : sgd(1).withWeightDecay(0.5).updates(2, 3)) {
        update
            .bind(backend, List.of(parameters, gradients, rate, rate, rate, state), List.of())
            .enqueue();
      }
      try (HostBuffer host = backend.allocateHost(DType.F32, 3)) {
        backend.download(parameters, host).await();
        assertEquals(List.of(1.0, 1.0, 2.0), List.of(host.get(0), host.get(1), host.get(2)));
      }
    }
  }

  private static View filled(Backend backend, TensorType type, double value) {
    View view = backend.allocate(type, "test");
    backend.fill(value, view).enqueue();
    return view;
  }
}
