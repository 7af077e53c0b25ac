package dev.trine.train;

import static dev.trine.nn.Layers.dense;
import static dev.trine.train.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.OutOfDeviceMemoryException;
import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.nn.Losses;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Objective;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import org.junit.jupiter.api.Test;

class StepMemoryTest {
  private static final BackendOptions LIMIT =
      BackendOptions.defaults().withThreads(1).withMemoryLimitBytes(1 << 20);
  private static final Network NETWORK =
      Network.of(Shape.of(20), dense(30, Activation.RELU), dense(10));
  private static final Objective OBJECTIVE = Objective.of(NETWORK, Losses.softmaxCrossEntropy());

  @Test
  void aBatchThatFitsAndOneThatDoesNot() {
    StepMemory found = of(128);
    try (Backend backend = new ReferenceBackend(LIMIT)) {
      compile(backend, (int) (0.97 * found.largestBatch()));
      int tooMany = (int) (1.03 * found.largestBatch());
      assertThrows(OutOfDeviceMemoryException.class, () -> compile(backend, tooMany));
    }
  }

  @Test
  void itIsWhatTheStepHolds() {
    StepMemory found = of(8);
    try (Backend backend = new ReferenceBackend(LIMIT);
        Model model = NETWORK.initialise(backend, 0);
        TrainStep step = new TrainStep(model, OBJECTIVE, adam(1e-3), 0)) {
      step.program(8);
      assertEquals(backend.memory().liveBytes(), found.bytes());
      assertEquals(backend.memory().liveBytesByOwner(), found.bytesByOwner());
    }
    assertTrue(of(1).bytes() < found.bytes());
    assertEquals(8 * (4 * 20 * 30 + 6 * 30 * 10), found.products().flops(), 400);
  }

  private static StepMemory of(int batch) {
    try (Backend backend = new ReferenceBackend(LIMIT)) {
      return StepMemory.of(backend, NETWORK, OBJECTIVE, adam(1e-3), batch);
    }
  }

  private static void compile(Backend backend, int batch) {
    try (Model model = NETWORK.initialise(backend, 0);
        TrainStep step = new TrainStep(model, OBJECTIVE, adam(1e-3), 0)) {
      step.program(batch);
    }
  }
}
