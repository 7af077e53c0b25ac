package dev.trine.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.BackendUnavailableException;
import dev.trine.DataException;
import dev.trine.data.Dataset;
import dev.trine.nn.Layers;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.tensor.Shape;
import dev.trine.train.NotFiniteException;
import dev.trine.train.Optimizers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkFailureTest extends SparkCase {
  private static final int FAULTY = 501;

  /** The digits, of which one of partition 1 has a pixel that is no number. */
  private static SparkDataset withFault() {
    SparkDataset digits = digits();
    return new SparkDataset(
        digits
            .examples()
            .zipWithIndex()
            .map(
                example -> {
                  if (example._2() == FAULTY) {
                    ((float[]) example._1().array(0))[3] = Float.NaN;
                  }
                  return example._1();
                }),
        digits.fields());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4})
  void whatIsNotFiniteNamesRoundAndPartitionAndAppliesNothing(int localSteps) {
    List<RoundReport> rounds = new ArrayList<>();
    List<float[]> weights = new ArrayList<>();
    try (Model model = NETWORK.initialise(backend, 1)) {
      RoundListener remembering =
          new RoundListener() {
            @Override
            public void onRound(RoundReport report) {
              rounds.add(report);
              weights.add(model.readAll());
            }
          };
      SparkTrainerBuilder builder = trainer(model).batch(30).epochs(2).listener(remembering);
      SparkTrainer trainer =
          (localSteps == 0 ? builder : builder.localSteps(localSteps).averageMoments()).build();
      NotFiniteException failure =
          assertThrows(NotFiniteException.class, () -> trainer.fit(withFault()));
      String message = failure.getMessage();
      assertTrue(
          message.startsWith("Round %s failed in partition 1".formatted(rounds.size() + 1)),
          message);
      assertTrue(rounds.size() > 1, "rounds before it count");
      assertArrayEquals(weights.get(weights.size() - 1), model.readAll());
    }
  }

  @Test
  void anUpdateThatOverflowsNamesTheRound() {
    try (Model model = NETWORK.initialise(backend, 1)) {
      SparkTrainer trainer =
          trainer(model)
              .localSteps(1)
              .optimizer(Optimizers.sgd(1000))
              .outer(Optimizers.sgd(3e38))
              .build();
      NotFiniteException failure =
          assertThrows(NotFiniteException.class, () -> trainer.fit(digits()));
      assertTrue(
          failure.getMessage().startsWith("Round 1 failed on the driver"), failure.getMessage());
    }
  }

  @Test
  void whatATaskRefusesIsThrownAsItIs() {
    Network table = Network.of(Shape.of(64), Layers.dense(3));
    try (Model model = table.initialise(backend, 1)) {
      IllegalArgumentException classes =
          assertThrows(IllegalArgumentException.class, () -> trainer(model).build().fit(digits()));
      assertTrue(classes.getMessage().contains("10"), classes.getMessage());
    }
    try (Model model = NETWORK.initialise(backend, 1)) {
      SparkDataset wrong =
          new SparkDataset(
              digits().examples().map(example -> Example.valued(new float[64])), DIGITS.fields());
      DataException refused =
          assertThrows(DataException.class, () -> trainer(model).build().fit(wrong));
      assertTrue(
          refused.getMessage().startsWith("Field 'targets' of example 0 of partition"),
          refused.getMessage());
      assertTrue(refused.getSuppressed()[0].getMessage().contains("stage"), "what Spark says");
      assertThrows(
          BackendUnavailableException.class,
          () -> trainer(model).backend("cuda").build().fit(digits()));
    }
  }

  @Test
  void examplesThatChangeWhenTheyAreComputedAgainAreRefused() {
    Plan plan =
        new Plan("run", "", List.of(), null, null, 0, 0, 1, new int[] {3}, null, "cpu", null);
    Shard shard = Shard.of(0, List.of(), List.of(Example.of(), Example.of()).iterator());
    IllegalStateException refused =
        assertThrows(
            IllegalStateException.class,
            () -> new RoundTask(plan, null, 0, null).call(0, List.of(shard).iterator()));
    assertTrue(
        refused.getMessage().startsWith("Partition 0 had 3 examples, and has 2"),
        refused.getMessage());
  }

  @Test
  void partitionsWithoutExamplesAreNamed() {
    Dataset three = DIGITS.select(0, 1, 2);
    try (Model model = NETWORK.initialise(backend, 1)) {
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  trainer(model)
                      .partitions(5)
                      .build()
                      .fit(LocalSpark.distributed(context, three, 1)));
      assertTrue(
          refused.getMessage().startsWith("2 of the 5 partitions are without examples: [3, 4]"),
          refused.getMessage());
    }
  }

  @Test
  void moreThanADriverIsForIsRefused() {
    try (Model model = NETWORK.initialise(backend, 1)) {
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> trainer(model).partitions(33).build().fit(digits()));
      assertTrue(refused.getMessage().startsWith("There are 33 partitions"));
    }
    Network large = Network.of(Shape.of(10_000), Layers.dense(10_001));
    assertEquals(100_020_001, large.layout().elements());
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Limits.check(large.layout(), 0, 2));
    assertTrue(refused.getMessage().startsWith("The network has 100020001 parameters"));
  }

  @Test
  void settingsThatCannotBeAreRefused() {
    try (Model model = NETWORK.initialise(backend, 1)) {
      SparkTrainerBuilder builder = trainer(model);
      assertThrows(IllegalArgumentException.class, () -> builder.batch(0));
      assertThrows(IllegalArgumentException.class, () -> builder.localSteps(0));
      assertThrows(IllegalArgumentException.class, () -> builder.partitions(0));
      assertThrows(IllegalArgumentException.class, () -> builder.epochs(0));
      assertThrows(IllegalArgumentException.class, () -> builder.epochs(Double.NaN));
      assertThrows(IllegalArgumentException.class, () -> builder.checkpoint("x", 0));
      assertThrows(NullPointerException.class, () -> builder.checkpoint(null, 1));
    }
  }
}
