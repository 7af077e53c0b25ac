package dev.trine.train;

import static dev.trine.nn.Layers.dense;
import static dev.trine.train.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.graph.compile.CallProfile;
import dev.trine.graph.compile.Program;
import dev.trine.nn.Losses;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A step tells its calls by names that lead to the layer. */
class ProfileTest {
  @Test
  void namesOpShapesAndValue() {
    Network network = Network.of(Shape.of(6), dense(5, Activation.RELU), dense(3));
    try (ReferenceBackend backend = new ReferenceBackend();
        Model model = network.initialise(backend, 1);
        TrainStep step = new TrainStep(model, Losses.softmaxCrossEntropy(), adam(1e-3), 1)) {
      Program program = step.program(4);
      List<CallProfile> calls = program.profile();
      List<String> names = calls.stream().map(CallProfile::name).toList();
      assertEquals("matmul 4x6x5 +bias relu, dense/0/output", names.get(0));
      assertEquals("matmul 4x5x3 +bias, dense/1/output", names.get(1));
      assertTrue(
          names.contains("matmul 6x4x5 aT +column sums, gradient of dense/0/weight"),
          names::toString);
      assertTrue(names.contains("softmax cross entropy [4, 3], loss"), names::toString);
      assertTrue(names.contains("commit [53]"), names::toString);
      assertTrue(names.contains("update [" + (35 + 18) + "]"), names::toString);
      String inner = "matmul 4x3x5 bT relu gradient, gradient of dense/0/MatrixProduct #4";
      assertTrue(names.contains(inner), names::toString);
    }
  }
}
