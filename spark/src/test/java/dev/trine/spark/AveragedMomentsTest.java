package dev.trine.spark;

import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.muon;
import static dev.trine.train.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.data.Batches;
import dev.trine.expression.Expression;
import dev.trine.nn.Losses;
import dev.trine.nn.Model;
import dev.trine.train.NotFiniteException;
import dev.trine.train.Optimizer;
import dev.trine.train.TrainStep;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AveragedMomentsTest extends SparkCase {
  private static final int STEPS = 5;
  private static final int BATCH = 20;
  private static final int ROUNDS = 3;

  private static TrainStep step(Model model, Optimizer optimizer) {
    return new TrainStep(model, Losses.softmaxCrossEntropy(), optimizer, SEED);
  }

  @Test
  void aRoundGoesOnFromTheMeanOfTheMomentsOfTheLast() {
    for (Optimizer optimizer : List.of(adam(0.01), sgd(0.05).withMomentum(0.9))) {
      try (Model spread = NETWORK.initialise(backend, 1)) {
        trainer(spread)
            .optimizer(optimizer)
            .localSteps(STEPS)
            .averageMoments()
            .batch(BATCH)
            .epochs(2.0 * ROUNDS * STEPS * BATCH / DIGITS.size())
            .build()
            .fit(digits());
        assertArrayEquals(byHand(optimizer), spread.readAll(), 2e-6f);
      }
    }
  }

  /** The weights after all rounds, of which one device makes the steps of both partitions. */
  private float[] byHand(Optimizer optimizer) {
    try (Model model = NETWORK.initialise(backend, 1);
        TrainStep step = step(model, optimizer);
        Batches batches = new Batches(backend, DIGITS, BATCH)) {
      Moments moments = new Moments(step.state(), 0, optimizer.moments());
      float[] weights = model.readAll();
      float[] kept = moments.read();
      for (int round = 0; round < ROUNDS; round++) {
        float[] sumOfWeights = new float[weights.length];
        float[] sumOfMoments = new float[kept.length];
        for (int partition = 0; partition < 2; partition++) {
          model.writeAll(weights);
          step.state().restart(round * STEPS);
          moments.write(kept);
          batches.forEach(examples(partition, round), step::run);
          add(model.readAll(), sumOfWeights);
          add(moments.read(), sumOfMoments);
        }
        weights = half(sumOfWeights);
        kept = half(sumOfMoments);
      }
      return weights;
    }
  }

  private static int[] examples(int partition, int round) {
    int size = (DIGITS.size() + 1 - partition) / 2;
    int count = STEPS * BATCH;
    int[] own = new Order(SEED, partition, size).indices((long) round * count, count);
    return IntStream.of(own).map(index -> index * 2 + partition).toArray();
  }

  private static void add(float[] values, float[] to) {
    IntStream.range(0, to.length).forEach(i -> to[i] += values[i]);
  }

  private static float[] half(float[] values) {
    IntStream.range(0, values.length).forEach(i -> values[i] /= 2);
    return values;
  }

  @Test
  void theDriversOptimizerLeavesThemAsTheyAre() {
    for (Optimizer own : List.of(sgd(0.7).withNesterov(0.9), muon(0.01))) {
      try (Model alone = NETWORK.initialise(backend, 1);
          Model carrying = NETWORK.initialise(backend, 1);
          TrainStep expected = step(alone, own);
          TrainStep found = step(carrying, new Carrying(own, 2));
          Batches batches = new Batches(backend, DIGITS, BATCH)) {
        Moments moments = new Moments(found.state(), own.moments(), 2);
        float[] values = new float[moments.elements()];
        IntStream.range(0, values.length).forEach(i -> values[i] = i);
        moments.write(values);
        int[] order = IntStream.range(0, 3 * BATCH).toArray();
        batches.forEach(order, expected::run);
        batches.forEach(order, found::run);
        assertArrayEquals(alone.readAll(), carrying.readAll());
        assertArrayEquals(values, moments.read());
      }
    }
  }

  /** Its moment is finite, but not times the weight of some examples. */
  private record Huge(Optimizer steps) implements Optimizer {
    private static final long serialVersionUID = 1;

    @Override
    public double learningRate() {
      return steps.learningRate();
    }

    @Override
    public int moments() {
      return 1;
    }

    @Override
    public List<Expression> step(Operands of) {
      return List.of(steps.step(of.withMoments(List.of())).get(0), parameter(3e38));
    }
  }

  @Test
  void aMeanThatIsNotFiniteAppliesNothing() {
    try (Model model = NETWORK.initialise(backend, 1)) {
      float[] before = model.readAll();
      SparkTrainer trainer =
          trainer(model).localSteps(2).optimizer(new Huge(sgd(0.1))).averageMoments().build();
      NotFiniteException failure =
          assertThrows(NotFiniteException.class, () -> trainer.fit(digits()));
      assertTrue(
          failure.getMessage().startsWith("Round 1 failed on the driver: the moments"),
          failure.getMessage());
      assertArrayEquals(before, model.readAll());
    }
  }

  @Test
  void theyCountAsWeightsDoWhereTooMuchIsRefused() {
    assertEquals(2410, NETWORK.layout().elements());
    Limits.check(NETWORK.layout(), 41_492, 2);
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> Limits.check(NETWORK.layout(), 41_493, 2));
    assertTrue(
        refused
            .getMessage()
            .startsWith(
                "The network has 2410 parameters, with their averaged moments 100000540 numbers; leave out averageMoments()"),
        refused.getMessage());
  }
}
