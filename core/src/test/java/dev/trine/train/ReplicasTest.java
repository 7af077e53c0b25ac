package dev.trine.train;

import static dev.trine.nn.Layers.dense;
import static dev.trine.train.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trine.backend.Activation;
import dev.trine.backend.internal.Resources;
import dev.trine.data.Batch;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.nn.Loss;
import dev.trine.nn.Losses;
import dev.trine.nn.MetricTotals.Reading;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicasTest {
  private static final Loss LOSS = Losses.softmaxCrossEntropy();
  private static final Network NETWORK =
      Network.of(Shape.of(2), dense(6, Activation.TANH), dense(3));
  private static final Dataset DATA = Toy.clusters(12);

  private final ReferenceBackend backend = new ReferenceBackend();

  @AfterEach
  void everythingIsGivenBack() {
    assertEquals(0, backend.memory().liveBytes(), () -> backend.memory() + "");
    backend.close();
  }

  private Model model() {
    return NETWORK.initialise(backend, 1);
  }

  private TrainStep step(Model model) {
    return new TrainStep(model, LOSS, sgd(0.5), 1);
  }

  /** Parts of different sizes, which add up to all examples. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void severalSumToOne(int count) {
    int[] all = IntStream.range(0, 12).toArray();
    double[] alone;
    Reading expected;
    try (Model model = model();
        TrainStep step = step(model);
        Batches batches = new Batches(backend, DATA, 12)) {
      for (int i = 0; i < 5; i++) {
        batches.forEach(all, step::run);
      }
      alone = Toy.weights(model);
      expected = step.metrics();
    }
    try (Resources resources = new Resources()) {
      List<TrainStep> steps = new ArrayList<>();
      List<Batch> parts = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        steps.add(resources.add(step(resources.add(model()))));
        Batches batches = resources.add(new Batches(backend, DATA, 12));
        int from = i * i * 12 / (count * count);
        int to = (i + 1) * (i + 1) * 12 / (count * count);
        parts.add(batches.single(Arrays.copyOfRange(all, from, to), 0));
      }
      Replicas replicas = resources.add(new Replicas(steps));
      for (int i = 0; i < 5; i++) {
        replicas.run(parts);
      }
      for (TrainStep step : steps) {
        assertArrayEquals(
            Toy.weights(steps.get(0).state().model()), Toy.weights(step.state().model()));
        assertEquals(steps.get(0).metrics(), step.metrics());
      }
      assertArrayEquals(alone, Toy.weights(steps.get(0).state().model()), 1e-5);
      assertEquals(expected.loss(), steps.get(0).metrics().loss(), 1e-5);
    }
  }

  @Test
  void partsAreOnePerReplica() {
    try (Model model = model();
        TrainStep step = step(model);
        Replicas replicas = new Replicas(List.of(step))) {
      assertThrows(IllegalArgumentException.class, () -> replicas.run(List.of()));
      assertThrows(IllegalArgumentException.class, () -> new Replicas(List.of()));
    }
  }
}
