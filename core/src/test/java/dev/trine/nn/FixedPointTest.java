package dev.trine.nn;

import static dev.trine.nn.Layers.batchNorm;
import static dev.trine.nn.Layers.concatenate;
import static dev.trine.nn.Layers.conv2d;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.dropout;
import static dev.trine.nn.Layers.fixedPoint;
import static dev.trine.nn.Layers.lateral;
import static dev.trine.nn.Layers.sequence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.data.Dataset;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Shapes, parameters and errors of the layer, and what is told of how it settled. */
class FixedPointTest {
  private static final float[][] ROWS = {{1, -0.5f, 0.25f, 2}, {0, 0, 1, -1}, {-2, 1, 0, 0.5f}};

  private final Dataset data =
      Dataset.classified(Shape.of(4), ROWS, new int[] {0, 1, 0}, List.of("a", "b"));

  @Test
  void theStateHasTheInputsAxesAndItsOwnUnits() {
    assertEquals(Shape.of(7), Network.of(Shape.of(4), fixedPoint(7)).output());
    Layer images = fixedPoint(3, concatenate(), conv2d(3, 3, Activation.TANH));
    assertEquals(Shape.of(5, 6, 3), Network.of(Shape.of(5, 6, 2), images).output());
  }

  @Test
  void parametersAreCalledAfterTheBody() {
    Network network = Network.of(Shape.of(4), fixedPoint(7));
    List<String> names =
        network.layout().parameters().stream().map(p -> p.name() + " " + p.shape()).toList();
    assertEquals(
        List.of(
            "fixed-point/0/body/weight [7, 7]",
            "fixed-point/0/body/input-weight [4, 7]",
            "fixed-point/0/body/bias [7]"),
        names);
  }

  @Test
  void theBodyMayTakeSeveralInputs() {
    Network network =
        Network.builder()
            .input("left", Shape.of(4))
            .input("right", Shape.of(2))
            .layer(
                "memory", fixedPoint(5, concatenate(), dense(5, Activation.TANH)), "left", "right")
            .output("memory")
            .build();
    assertEquals(Shape.of(11, 5), network.layout().parameter("memory/body/dense/0/weight").shape());
  }

  @Test
  void evaluationsSayHowItSettled() {
    Network network = Network.of(Shape.of(4), fixedPoint(5), dense(2));
    try (Backend backend = new ReferenceBackend();
        Model model = network.initialise(backend, 1)) {
      Evaluation evaluation = model.evaluate(data);
      assertEquals(
          List.of(
              "loss",
              "accuracy",
              "fixed-point/0 iterations",
              "fixed-point/0 residual",
              "fixed-point/0 unsettled"),
          List.copyOf(evaluation.means().keySet()));
      double iterations = evaluation.means().get("fixed-point/0 iterations");
      assertTrue(iterations >= 4 && iterations < 60, "iterations " + iterations);
      assertTrue(evaluation.means().get("fixed-point/0 residual") <= 1e-4);
      assertEquals(0, evaluation.means().get("fixed-point/0 unsettled"));

      float[] large = model.read("fixed-point/0/body/weight");
      for (int i = 0; i < large.length; i++) {
        large[i] *= 20;
      }
      model.write("fixed-point/0/body/weight", large);
      assertEquals(1, model.evaluate(data).means().get("fixed-point/0 unsettled"));
      assertEquals(3, model.predict(data).length);
    }
  }

  /** The same mask in each turn, else it would never settle. */
  @Test
  void settlesWithDropout() {
    Layer body = sequence(lateral(Activation.TANH), dropout(0.3));
    Network network = Network.of(Shape.of(4), fixedPoint(5, body), dense(2));
    try (Backend backend = new ReferenceBackend();
        Model model = network.initialise(backend, 1)) {
      assertEquals(0, model.evaluate(data).means().get("fixed-point/0 unsettled"));
    }
  }

  @Test
  void refusesWhatItCannotRepeatAndSaysWhy() {
    assertRefused(
        "its body makes [F32[1, 6]] of the state F32[1, 5]",
        () -> Network.of(Shape.of(4), fixedPoint(5, concatenate(), dense(6))));
    assertRefused(
        "lateral takes two vectors", () -> Network.of(Shape.of(4), lateral(Activation.TANH)));
    assertRefused(
        "'fixed-point/0/body/batch-norm/0/",
        () -> Network.of(Shape.of(4), fixedPoint(5, lateral(Activation.TANH), batchNorm())));
    assertRefused(
        "is a loop itself",
        () -> Network.of(Shape.of(4), fixedPoint(5, concatenate(), fixedPoint(5))));
    assertRefused("units is 0", () -> fixedPoint(0));
    assertRefused("The damping of a fixed point is 1", () -> fixedPoint(1).withDamping(1));
    assertRefused("The tolerance of a fixed point is 0", () -> fixedPoint(1).withTolerance(0));
    assertRefused("A fixed point has 0 iterations", () -> fixedPoint(1).withIterations(0));
  }

  private static void assertRefused(String reason, Executable action) {
    String message = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(message.contains(reason), message);
  }
}
