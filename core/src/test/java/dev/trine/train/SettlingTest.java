package dev.trine.train;

import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.dropout;
import static dev.trine.nn.Layers.fixedPoint;
import static dev.trine.nn.Layers.lateral;
import static dev.trine.train.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.data.Batch;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.graph.compile.Settling;
import dev.trine.nn.Losses;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Networks with a fixed point in training. */
class SettlingTest {
  private static final float[][] ROWS = {
    {1, -0.5f, 0.25f, 2}, {0, 0, 1, -1}, {-2, 1, 0, 0.5f}, {0.5f, 0.5f, -1, 0}, {1, 1, 0, 0}
  };

  private final Dataset data =
      Dataset.classified(Shape.of(4), ROWS, new int[] {0, 1, 0, 1, 0}, List.of("a", "b"));

  private static final class Listener implements TrainingListener {
    private final List<Settling> unsettled = new ArrayList<>();

    @Override
    public void onUnsettled(int epoch, Settling worst) {
      unsettled.add(worst);
    }
  }

  @Test
  void reportsHaveBothWays() {
    Network network =
        Network.of(Shape.of(4), fixedPoint(5, lateral(Activation.TANH), dropout(0.2)), dense(2));
    try (Backend backend = new ReferenceBackend();
        Model model = network.initialise(backend, 1)) {
      Listener listener = new Listener();
      List<EpochReport> reports =
          Trainer.of(model).batch(2).epochs(3).listener(listener).build().fit(data);
      Map<String, Double> means = reports.get(2).training().means();
      assertTrue(means.get("fixed-point/0 iterations") >= 4, means::toString);
      assertTrue(means.get("fixed-point/0 backward iterations") >= 4, means::toString);
      assertEquals(0, means.get("fixed-point/0 unsettled"), means::toString);
      assertEquals(0, means.get("fixed-point/0 backward unsettled"), means::toString);
      assertEquals(List.of(), listener.unsettled);
    }
  }

  @Test
  void trainingGoesOnWhereItDoesNotSettleAndSaysSo() {
    Network network =
        Network.of(Shape.of(4), fixedPoint(5).withIterations(8).withTolerance(1e-9), dense(2));
    try (Backend backend = new ReferenceBackend();
        Model model = network.initialise(backend, 1)) {
      float[] weight = model.read("fixed-point/0/body/weight");
      for (int i = 0; i < weight.length; i++) {
        weight[i] *= 30;
      }
      model.write("fixed-point/0/body/weight", weight);
      Listener listener = new Listener();
      List<EpochReport> reports =
          Trainer.of(model)
              .optimizer(sgd(1e-4))
              .batch(2)
              .epochs(2)
              .listener(listener)
              .build()
              .fit(data);
      assertEquals(2, reports.size());
      assertEquals(1, reports.get(1).training().means().get("fixed-point/0 unsettled"));
      assertTrue(listener.unsettled.size() >= 2, listener.unsettled.toString());
      Settling worst = listener.unsettled.get(0);
      assertEquals("fixed-point/0/output", worst.name());
      assertTrue(worst.text().contains("did not settle in 8 iterations"), worst.text());
      assertTrue(worst.text().contains("Damp or accelerate it"), worst.text());
    }
  }

  /** The two parts of a step, whose programs have the loops in different places. */
  @Test
  void aStepInTwoPartsHasTheSameBits() {
    Network network = Network.of(Shape.of(4), fixedPoint(5), dense(2));
    List<float[]> weights = new ArrayList<>();
    for (boolean whole : List.of(true, false)) {
      try (Backend backend = new ReferenceBackend();
          Model model = network.initialise(backend, 1);
          TrainStep step = new TrainStep(model, Losses.softmaxCrossEntropy(), sgd(0.1), 1);
          Batches batches = new Batches(backend, data, step.objective().fields(network, data), 5)) {
        Batch batch = batches.single(new int[] {0, 1, 2, 3, 4}, 0);
        for (int i = 0; i < 3; i++) {
          if (whole) {
            step.run(batch);
          } else {
            step.gradients(batch);
            step.update();
          }
        }
        assertTrue(step.metrics().healthy());
        assertEquals(List.of(), step.settling().unsettled());
        weights.add(model.read("fixed-point/0/body/weight"));
      }
    }
    assertArrayEquals(weights.get(0), weights.get(1));
  }
}
