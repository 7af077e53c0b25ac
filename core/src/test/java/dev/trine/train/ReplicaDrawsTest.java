package dev.trine.train;

import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.dropout;
import static dev.trine.train.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trine.backend.Activation;
import dev.trine.data.Batch;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.nn.Loss;
import dev.trine.nn.Losses;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplicaDrawsTest {
  private static final Loss LOSS = Losses.softmaxCrossEntropy();
  private static final Network NETWORK =
      Network.of(Shape.of(2), dense(16, Activation.TANH), dropout(0.5), dense(3));
  private static final Dataset DATA = Toy.clusters(12);

  private final ReferenceBackend backend = new ReferenceBackend();

  @AfterEach
  void everythingIsGivenBack() {
    assertEquals(0, backend.memory().liveBytes(), () -> backend.memory() + "");
    backend.close();
  }

  /** The weights that come of steps, from weights that are always the same. */
  private float[] after(Consumer<TrainStep> work) {
    try (Model model = NETWORK.initialise(backend, 1);
        TrainStep step = new TrainStep(model, LOSS, adam(0.1), 1)) {
      work.accept(step);
      return model.readAll();
    }
  }

  private void step(TrainStep step) {
    try (Batches batches = new Batches(backend, DATA, 12)) {
      Batch all = batches.single(IntStream.range(0, 12).toArray(), 0);
      step.run(all);
    }
  }

  private float[] asReplica(int number) {
    return after(
        step -> {
          step.state().replica(number);
          step(step);
        });
  }

  @Test
  void replicasDrawMasksOfTheirOwn() {
    assertArrayEquals(asReplica(1), asReplica(1));
    assertFalse(Arrays.equals(asReplica(1), asReplica(2)));
  }

  @Test
  void theNumberMayChangeFromStepToStep() {
    float[] changed =
        after(
            step -> {
              float[] before = step.state().model().readAll();
              step.state().replica(1);
              step(step);
              step.state().model().writeAll(before);
              step.state().restart(0);
              step.state().replica(2);
              step(step);
            });
    assertArrayEquals(asReplica(2), changed, "nothing of the first step shows in the second");
  }

  @Test
  void itIsSaidBeforeTheFirstStep() {
    after(
        step -> {
          step(step);
          assertThrows(IllegalStateException.class, () -> step.state().replica(1));
        });
  }
}
