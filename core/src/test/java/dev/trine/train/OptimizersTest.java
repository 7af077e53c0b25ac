package dev.trine.train;

import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    refused("beta1", () -> new AdaptiveMoments(1, fraction, 0.9, 1e-8, 0));
    refused("beta2", () -> new AdaptiveMoments(1, 0.9, fraction, 1e-8, 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1e-46, 3.5e38, Double.NaN, Double.POSITIVE_INFINITY})
  void weightDecayIsFiniteAndNotNegative(double decay) {
    refused("weightDecay", () -> sgd(1).withWeightDecay(decay));
    refused("weightDecay", () -> adam(1).withWeightDecay(decay));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1e-8, 1e-46, 1e-40, 3.5e38, Double.NaN, Double.POSITIVE_INFINITY})
  void epsilonIsFiniteAndAboveZero(double epsilon) {
    refused("epsilon", () -> new AdaptiveMoments(1, 0.9, 0.999, epsilon, 0));
  }

  @Test
  void theLimitsAreTaken() {
    for (double limit : new double[] {Float.MIN_NORMAL, Float.MAX_VALUE}) {
      assertEquals(limit, sgd(limit).withWeightDecay(limit).learningRate());
      assertEquals(limit, new AdaptiveMoments(limit, 0, 0, limit, 0).epsilon());
    }
    assertEquals(0.9999999, sgd(1).withMomentum(0.9999999).momentum());
  }

  @Test
  void aSettingIsNamedWithItsValueAndItsLimits() {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> new AdaptiveMoments(1, 0.9, 0.999, 1e-46, 0))
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
  }
}
