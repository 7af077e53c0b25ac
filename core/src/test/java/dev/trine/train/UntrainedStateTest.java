package dev.trine.train;

import static dev.trine.nn.Layers.dense;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.data.Batch;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.graph.Node;
import dev.trine.graph.Reshape;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.Reduce;
import dev.trine.nn.Initialiser;
import dev.trine.nn.Losses;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Scope;
import dev.trine.nn.UnaryLayer;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** State that forward passes change, and no optimizer. */
class UntrainedStateTest {
  private static final String MEAN = "Centred/0/mean";
  private static final String KEPT = "Centred/0/kept";

  /** Takes a running mean from its input, and keeps a number as it is. */
  private record Centred(boolean grows) implements UnaryLayer {
    @Override
    public Node apply(Scope scope, Node in) {
      Shape shape = in.shape().example();
      Node mean = scope.state("mean", shape, Initialiser.constant(0.5));
      Node kept = scope.state("kept", Shape.of(1), Initialiser.constant(7));
      long count = in.shape().dimension(0);
      Node batch = Reduce.sum(in, 1, count, shape.elements(), shape);
      Node moved = Elementwise.multiply(batch, 0.25 / count);
      Node now = Elementwise.add(Elementwise.multiply(mean, 0.75), moved);
      scope.next("mean", grows ? Reshape.reshape(now, Shape.of(1, shape.elements())) : now);
      return Elementwise.add(Elementwise.subtract(in, mean), Elementwise.multiply(kept, 0.01));
    }
  }

  private static final Network NETWORK =
      Network.of(Shape.of(1), new Centred(false), dense(4), dense(1));

  private final ReferenceBackend backend = new ReferenceBackend();

  @AfterEach
  void everythingIsGivenBack() {
    assertEquals(0, backend.memory().liveBytes(), () -> backend.memory() + "");
    backend.close();
  }

  private static Dataset data(float... x) {
    float[][] features = new float[x.length][1];
    for (int i = 0; i < x.length; i++) {
      features[i][0] = x[i];
    }
    return Dataset.valued(Shape.of(1), features, new float[x.length][1]);
  }

  @Test
  void itLiesBehindWhatIsTrained() {
    assertEquals(8 + 5, NETWORK.layout().trained());
    assertEquals(8 + 5 + 2, NETWORK.layout().elements());
    assertEquals(13, NETWORK.layout().offset(MEAN));
  }

  @Test
  void itChangesWithEachStepThatCounts() {
    try (Model model = NETWORK.initialise(backend, 1);
        TrainStep step = new TrainStep(model, Losses.meanSquaredError(), adam(0.1), 1);
        Batches batches = new Batches(backend, data(1, 3, Float.NaN, 2), 2)) {
      assertArrayEquals(new float[] {0.5f}, model.read(MEAN));
      step.run(batches.single(new int[] {0, 1}, 0));
      assertArrayEquals(new float[] {0.75f * 0.5f + 0.25f * 2}, model.read(MEAN));
      float[] weights = model.read("dense/0/weight");
      step.state().notFinite(NotFinite.SKIP);
      step.run(batches.single(new int[] {2, 3}, 0));
      assertEquals(1, step.metrics().skipped());
      assertArrayEquals(new float[] {0.875f}, model.read(MEAN));
      assertArrayEquals(weights, model.read("dense/0/weight"));
      Batch last = batches.single(new int[] {3, 3}, 0);
      step.gradients(last);
      assertArrayEquals(new float[] {0.875f}, model.read(MEAN));
      step.update();
      assertArrayEquals(new float[] {0.75f * 0.875f + 0.25f * 2}, model.read(MEAN));
      assertArrayEquals(new float[] {7}, model.read(KEPT));
    }
  }

  @Test
  void evaluationLeavesItAndACopyHasIt() {
    try (Model model = NETWORK.initialise(backend, 1)) {
      double before = model.evaluate(data(1, 2)).loss();
      model.evaluate(data(5, 9));
      assertEquals(before, model.evaluate(data(1, 2)).loss());
      Trainer.of(model).optimizer(sgd(0.01)).epochs(2).build().fit(data(1, 2, 5));
      assertNotEquals(0.5f, model.read(MEAN)[0]);
      try (Model copy = model.to(backend)) {
        assertArrayEquals(model.read(MEAN), copy.read(MEAN));
        assertEquals(model.evaluate(data(1, 2)).loss(), copy.evaluate(data(1, 2)).loss(), 1e-7);
      }
    }
  }

  /** Where it is shared, evaluation does not look at the batch either. */
  @Test
  void sharedItIsLeftByEvaluationToo() {
    Network twice =
        Network.builder()
            .input("features", Shape.of(1))
            .layer("one", new Centred(false), "features")
            .share("other", "one", "one")
            .layer("y", dense(1), "other")
            .build();
    try (Model model = twice.initialise(backend, 1)) {
      assertArrayEquals(model.predict(data(5))[0], model.predict(data(5, 9, -3))[0]);
      Trainer.of(model).optimizer(sgd(1e-6)).batch(2).epochs(1).build().fit(data(2, 4));
      double first = 0.75 * 0.5 + 0.25 * 3;
      double second = 0.75 * first + 0.25 * (3 - 0.5 + 0.07);
      assertEquals(second, model.read("one/mean")[0], 1e-6);
    }
  }

  @Test
  void ofReplicasItIsTheMeanByTheirExamples() {
    try (Model one = NETWORK.initialise(backend, 1);
        Model other = NETWORK.initialise(backend, 1);
        TrainStep ofOne = new TrainStep(one, Losses.meanSquaredError(), sgd(0.1), 1);
        TrainStep ofOther = new TrainStep(other, Losses.meanSquaredError(), sgd(0.1), 1);
        Replicas replicas = new Replicas(List.of(ofOne, ofOther));
        Batches first = new Batches(backend, data(1, 3), 2);
        Batches second = new Batches(backend, data(8, 8, 8, 8, 8, 8), 6)) {
      int[] all = {0, 1, 2, 3, 4, 5};
      replicas.run(List.of(first.single(new int[] {0, 1}, 0), second.single(all, 0)));
      assertArrayEquals(new float[] {0.75f * 0.5f + 0.25f * 6.5f}, one.read(MEAN));
      assertArrayEquals(one.read(MEAN), other.read(MEAN));
      assertArrayEquals(new float[] {7}, one.read(KEPT));
    }
  }

  @Test
  void itKeepsItsShape() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Network.of(Shape.of(3), new Centred(true), dense(1)))
            .getMessage();
    assertTrue(message.contains("sets its state 'mean' of shape [3] to F32[1, 3]"), message);
  }
}
