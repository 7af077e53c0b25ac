package dev.trine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trine.nn.Evaluation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoppingRuleTest {
  /** After how many of these epochs a rule stops; 0 if after none. */
  private static int stopsAfter(StoppingRule rule, double... losses) {
    List<EpochReport> reports = new ArrayList<>();
    for (double loss : losses) {
      Evaluation evaluation = new Evaluation(loss, Double.NaN, 1);
      reports.add(new EpochReport(reports.size() + 1, evaluation, null, 0, 1, 1, 1, 1));
      if (rule.stops(reports)) {
        return reports.size();
      }
    }
    return 0;
  }

  @Test
  void patienceCountsEpochsWithoutANewLowest() {
    StoppingRule rule = StoppingRule.noImprovement(2);
    assertEquals(0, stopsAfter(rule, 5, 4, 3, 2, 1));
    assertEquals(4, stopsAfter(rule, 5, 4, 4, 4, 1));
    assertEquals(5, stopsAfter(rule, 5, 6, 4, 4.5, 4.1, 1));
    assertEquals(2, stopsAfter(StoppingRule.noImprovement(1), 5, 5));
  }

  @Test
  void aLossOfNaNIsNoImprovementButALossAfterItIs() {
    StoppingRule rule = StoppingRule.noImprovement(2);
    assertEquals(3, stopsAfter(rule, 5, Double.NaN, Double.NaN, 1));
    assertEquals(0, stopsAfter(rule, Double.NaN, 5, 4, 3));
  }

  @Test
  void anImprovementIsOfMoreThanSoMuch() {
    StoppingRule rule = StoppingRule.noImprovement(2, 0.5);
    assertEquals(3, stopsAfter(rule, 5, 4.6, 4.5, 1));
    assertEquals(0, stopsAfter(rule, 5, 4.4, 4, 3.8, 3.2, 1));
    assertThrows(IllegalArgumentException.class, () -> StoppingRule.noImprovement(1, -1));
    assertThrows(IllegalArgumentException.class, () -> StoppingRule.noImprovement(1, Double.NaN));
  }

  @Test
  void timeIsThatOfAllEpochs() {
    assertEquals(3, stopsAfter(StoppingRule.after(Duration.ofMillis(2500)), 5, 4, 3, 2));
    assertEquals(0, stopsAfter(StoppingRule.after(Duration.ofSeconds(5)), 5, 4, 3, 2));
  }

  @Test
  void theGradientIsThatOfTheLastStep() {
    assertEquals(1, stopsAfter(StoppingRule.gradientNormAtMost(1), 5, 4));
    assertEquals(0, stopsAfter(StoppingRule.gradientNormAtMost(0.99), 5, 4));
  }

  @Test
  void oneOfSeveralRulesIsEnough() {
    StoppingRule rule =
        StoppingRule.any(StoppingRule.lossAtMost(0.5), StoppingRule.noImprovement(2));
    assertEquals(2, stopsAfter(rule, 1, 0.4, 0.3));
    assertEquals(3, stopsAfter(rule, 1, 1, 1, 0.4));
    assertEquals(0, stopsAfter(rule, 1, 0.9, 0.8));
    assertEquals(0, stopsAfter(StoppingRule.any(), 1, 1, 1));
  }

  @Test
  void aTargetStopsOnceItIsReached() {
    assertEquals(2, stopsAfter(StoppingRule.lossAtMost(0.5), 1, 0.5, 0.1));
    assertEquals(0, stopsAfter(StoppingRule.lossAtMost(0.5), 1, Double.NaN, 0.6));
  }

  @Test
  void theValidationPartIsWatchedWhereThereIsOne() {
    Evaluation training = new Evaluation(1, 0.5, 10);
    Evaluation validation = new Evaluation(3, 0.4, 10);
    assertEquals(3, new EpochReport(1, training, validation, 0, 1, 1, 1, 1).monitoredLoss());
    assertEquals(1, new EpochReport(1, training, null, 0, 1, 1, 1, 1).monitoredLoss());
  }

  @Test
  void nothingIsAtMostNaN() {
    assertThrows(IllegalArgumentException.class, () -> StoppingRule.lossAtMost(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> StoppingRule.gradientNormAtMost(Double.NaN));
  }

  @Test
  void patienceIsAtLeastOneEpoch() {
    assertThrows(IllegalArgumentException.class, () -> StoppingRule.noImprovement(0));
  }
}
