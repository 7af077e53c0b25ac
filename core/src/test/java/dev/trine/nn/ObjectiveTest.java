package dev.trine.nn;

import static dev.trine.nn.Layers.dense;
import static dev.trine.train.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import dev.trine.train.TrainStep;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectiveTest {
  private static final Network NETWORK = Network.of(Shape.of(2), dense(3));
  private static final Dataset DATA =
      Dataset.classified(
          Shape.of(2), new float[][] {{1, 2}, {-1, 3}}, new int[] {0, 2}, List.of("a", "b", "c"));

  /** The flat gradients of a loss times a factor, and behind them the sums of what it measures. */
  private static float[] gradients(double factor) {
    Objective objective =
        new Objective(
            List.of(
                new Objective.Term(
                    NETWORK.onlyOutput(), Dataset.TARGETS, Losses.softmaxCrossEntropy(), factor)),
            null);
    try (ReferenceBackend backend = new ReferenceBackend();
        Model model = NETWORK.initialise(backend, 1);
        TrainStep step = new TrainStep(model, objective, sgd(1), 1);
        Batches batches = new Batches(backend, DATA, 2)) {
      step.gradients(batches.single(new int[] {0, 1}, 0));
      return step.readFlatGradients();
    }
  }

  @Test
  void theFactorOfAnOnlyLossCounts() {
    float[] once = gradients(1);
    float[] thrice = gradients(3);
    int loss = once.length - 3;
    for (int i = 0; i <= loss; i++) {
      assertEquals(3 * once[i], thrice[i], 1e-5);
    }
    assertEquals(2, thrice[loss + Loss.WEIGHT], "examples weigh what they did");
    assertEquals(once[loss + Loss.CORRECT], thrice[loss + Loss.CORRECT]);
  }
}
