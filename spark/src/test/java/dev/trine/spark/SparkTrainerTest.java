package dev.trine.spark;

import static dev.trine.nn.Layers.batchNorm;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.dropout;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.nn.Evaluation;
import dev.trine.nn.Losses;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.tensor.Shape;
import dev.trine.train.EpochReport;
import dev.trine.train.Optimizer;
import dev.trine.train.Schedule;
import dev.trine.train.TrainStep;
import dev.trine.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkTrainerTest extends SparkCase {
  private TrainStep step(Model model, Optimizer optimizer) {
    return new TrainStep(model, Losses.softmaxCrossEntropy(), optimizer, SEED);
  }

  /** The examples of a round, of which example i was dealt to partition i mod 2. */
  private static int[] union(int round, int batch) {
    int[] both = new int[2 * batch];
    for (int partition = 0; partition < 2; partition++) {
      int size = (DIGITS.size() + 1 - partition) / 2;
      int[] own = new Order(SEED, partition, size).indices((long) round * batch, batch);
      for (int i = 0; i < batch; i++) {
        both[partition * batch + i] = own[i] * 2 + partition;
      }
    }
    return both;
  }

  @Test
  void aSynchronousRoundIsAStepOfOneDeviceOnAllBatches() {
    for (Optimizer optimizer : List.of(sgd(0.1).withMomentum(0.9), adam(0.01))) {
      List<RoundReport> rounds = new ArrayList<>();
      try (Model spread = NETWORK.initialise(backend, 1);
          Model single = NETWORK.initialise(backend, 1);
          TrainStep step = step(single, optimizer);
          Batches batches = new Batches(backend, DIGITS, 100)) {
        trainer(spread)
            .optimizer(optimizer)
            .batch(50)
            .epochs(0.5)
            .listener(into(rounds))
            .build()
            .fit(digits());
        assertEquals(9, rounds.size());
        for (RoundReport round : rounds) {
          step.clearMetrics();
          step.run(batches.single(union(round.round() - 1, 50), 0));
          double loss = step.metrics().evaluation(100).loss();
          assertEquals(loss, round.training().loss(), 1e-5);
        }
        assertArrayEquals(single.readAll(), spread.readAll(), 1e-6f);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 32})
  void ratesAreThoseOfOneDeviceInTheSameEpoch(int localSteps) {
    Dataset some = DIGITS.select(IntStream.range(0, 1600).toArray());
    Schedule schedule = Schedule.cosine(4, 0.1).withWarmUp(5);
    List<Double> single = new ArrayList<>();
    List<Double> spread = new ArrayList<>();
    try (Model model = NETWORK.initialise(backend, 1)) {
      Trainer.of(model).batch(100).epochs(4).schedule(noting(schedule, single)).build().fit(some);
      SparkTrainerBuilder trainer =
          trainer(model).batch(50).epochs(4).schedule(noting(schedule, spread));
      (localSteps == 0 ? trainer : trainer.localSteps(localSteps))
          .build()
          .fit(LocalSpark.distributed(context, some, 2));
    }
    assertEquals(64, spread.size());
    for (int step = 0; step < 64; step++) {
      assertEquals(single.get(step), spread.get(step), 1e-12);
    }
  }

  /** The factors that a schedule is asked for. */
  private static Schedule noting(Schedule schedule, List<Double> factors) {
    return at -> {
      factors.add(schedule.factor(at));
      return factors.get(factors.size() - 1);
    };
  }

  @Test
  void theAverageOfLocalStepsIsThatOfTheirWeights() {
    try (Model spread = NETWORK.initialise(backend, 1);
        Model single = NETWORK.initialise(backend, 1);
        Batches batches = new Batches(backend, DIGITS, 20)) {
      trainer(spread)
          .optimizer(adam(0.01))
          .localSteps(5)
          .batch(20)
          .epochs(200.0 / DIGITS.size())
          .build()
          .fit(digits());
      float[] before = single.readAll();
      double[] mean = new double[before.length];
      for (int partition = 0; partition < 2; partition++) {
        single.writeAll(before);
        try (TrainStep step = step(single, adam(0.01))) {
          int size = (DIGITS.size() + 1 - partition) / 2;
          int[] own = new Order(SEED, partition, size).indices(0, 100);
          int offset = partition;
          batches.forEach(IntStream.of(own).map(index -> index * 2 + offset).toArray(), step::run);
        }
        float[] after = single.readAll();
        IntStream.range(0, mean.length).forEach(i -> mean[i] += after[i] / 2.0);
      }
      float[] found = spread.readAll();
      for (int i = 0; i < mean.length; i++) {
        assertEquals(mean[i], found[i], 1e-6);
      }
    }
  }

  @Test
  void localStepsLearn() {
    Network network =
        Network.of(Shape.of(64), dense(32, Activation.RELU), batchNorm(), dropout(0.1), dense(10));
    Dataset.Split split = DIGITS.split(0.8, 1);
    try (Model model = network.initialise(backend, 1)) {
      List<EpochReport> reports =
          trainer(model)
              .optimizer(adam(0.01))
              .schedule(Schedule.cosine(15))
              .localSteps(16)
              .outer(sgd(0.7).withNesterov(0.9))
              .epochs(15)
              .build()
              .fit(LocalSpark.distributed(context, split.train(), 3), split.test());
      assertEquals(15, reports.size());
      assertTrue(reports.get(14).validation().accuracy() > 0.93, () -> reports.get(14) + "");
      assertTrue(reports.get(14).training().loss() < reports.get(0).training().loss());
      assertEquals(10, model.classes().size(), "the classes of the set are named");
    }
  }

  @Test
  void unequalPartitionsTakeBatchesInProportion() {
    Dataset some = DIGITS.select(IntStream.range(0, 100).toArray());
    SparkDataset cut = LocalSpark.cut(context, some, 50, 25, 25);
    try (Shards shards = Shards.of(cut, Dealing.NONE)) {
      assertArrayEquals(new int[] {50, 25, 25}, shards.sizes());
      assertArrayEquals(new int[] {18, 9, 9}, shards.batches(12));
      assertArrayEquals(new int[] {50, 25, 25}, shards.batches(1000), "no more than there are");
    }
    try (Model spread = NETWORK.initialise(backend, 1);
        Model single = NETWORK.initialise(backend, 1);
        TrainStep step = step(single, sgd(0.1));
        Batches batches = new Batches(backend, some, 100)) {
      SparkTrainerBuilder builder = trainer(spread).optimizer(sgd(0.1)).keepPartitions();
      builder.batch(1000).epochs(4).build().fit(cut);
      for (int i = 0; i < 4; i++) {
        step.run(batches.single(IntStream.range(0, 100).toArray(), 0));
      }
      assertArrayEquals(single.readAll(), spread.readAll(), 1e-6f, "whole sets, in any order");
    }
  }

  @Test
  void roundsTellWhatTheyTookAndWhoWasSlowest() {
    List<RoundReport> rounds = new ArrayList<>();
    try (Model model = NETWORK.initialise(backend, 1)) {
      trainer(model)
          .localSteps(3)
          .batch(10)
          .epochs(120.0 / DIGITS.size())
          .schedule(at -> 1.0 / (1 + at.step()))
          .optimizer(sgd(0.1))
          .listener(into(rounds))
          .build()
          .fit(digits());
    }
    assertEquals(2, rounds.size());
    RoundReport last = rounds.get(1);
    assertEquals(2, last.round());
    assertEquals(2, last.rounds());
    assertEquals(60, last.training().examples());
    assertEquals(0.1 / 6, last.learningRate(), 1e-9, "that of the last local step");
    assertTrue(last.slowest() == 0 || last.slowest() == 1);
    assertTrue(last.slowestSeconds() > 0 && last.slowestSeconds() <= last.seconds());
    assertEquals(60, last.samplesPerSecond() * last.seconds(), 1e-6);
  }

  @Test
  void fewExamplesAreDealtOutToAsManyPartitionsUnlessTheirNumberIsSaid() {
    SparkDataset three = SparkDataset.of(context, DIGITS.select(0, 1, 2));
    try (Shards shards = Shards.of(three, new Dealing(8, true))) {
      assertArrayEquals(new int[] {1, 1, 1}, shards.sizes());
    }
    assertThrows(IllegalArgumentException.class, () -> Shards.of(three, new Dealing(8, false)));
    assertEquals(2, SparkTrainer.usualPartitions(context));
  }

  @Test
  void aSetOfTheDriverComesAsItIs() {
    byte[][] pixels = {{0, (byte) 200}, {1, (byte) 255}};
    Dataset set =
        Dataset.builder()
            .input("pixels", Shape.of(2), pixels)
            .labels("label", new int[] {1, 0}, List.of("a", "b"))
            .build();
    List<Example> examples = SparkDataset.of(context, set).examples().collect();
    Shard shard = Shard.of(0, set.fields(), examples.iterator());
    Dataset back = Dataset.of(new ShardExamples(set.fields(), shard));
    for (int i = 0; i < 2; i++) {
      assertArrayEquals(set.read("pixels", i), back.read("pixels", i));
      assertArrayEquals(set.read("label", i), back.read("label", i));
    }
  }

  @Test
  void aRoundIsALineForPeople() {
    Evaluation training = new Evaluation(0.25, 0.5, 100);
    assertEquals(
        "round 3 of 20: loss 0.2500, accuracy 50.0 %, 31,415 examples/s, 0.50 s; slowest partition 1 on there, 0.40 s",
        new RoundReport(3, 20, training, 0.5, 31415, 0.1, 1, 0.4, "there").line());
    Evaluation ofValues = new Evaluation(Map.of("loss", 2.0), 100);
    assertEquals(
        "round 3 of 20: loss 2.0000, 1 examples/s, 0.50 s; slowest partition 1 on there, 0.40 s",
        new RoundReport(3, 20, ofValues, 0.5, 1, 0.1, 1, 0.4, "there").line());
  }
}
