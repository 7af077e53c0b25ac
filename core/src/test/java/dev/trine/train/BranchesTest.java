package dev.trine.train;

import static dev.trine.nn.Layers.add;
import static dev.trine.nn.Layers.concatenate;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.dropout;
import static dev.trine.nn.Layers.flatten;
import static dev.trine.nn.Layers.sequence;
import static dev.trine.nn.Losses.meanSquaredError;
import static dev.trine.nn.Losses.softmaxCrossEntropy;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.nn.Evaluation;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Objective;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Training of networks that are no chain of layers. */
class BranchesTest {
  private static final int[] EIGHT = {0, 1, 2, 3, 4, 5, 6, 7};

  private final ReferenceBackend backend = new ReferenceBackend();

  @AfterEach
  void everythingIsGivenBack() {
    assertEquals(0, backend.memory().liveBytes(), () -> backend.memory() + "");
    backend.close();
  }

  private static float[][] random(int rows, int width, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] values = new float[rows][width];
    for (float[] row : values) {
      for (int i = 0; i < width; i++) {
        row[i] = (float) random.nextDouble(-1, 1);
      }
    }
    return values;
  }

  /** Two points, whether the first is the greater in its first coordinate, and their distance. */
  private static Dataset pairs(float... weights) {
    float[][] left = random(8, 3, 1);
    float[][] right = random(8, 3, 2);
    int[] labels = new int[8];
    float[][] distances = new float[8][1];
    for (int i = 0; i < 8; i++) {
      labels[i] = left[i][0] > right[i][0] ? 1 : 0;
      distances[i][0] = Math.abs(left[i][0] - right[i][0]);
    }
    var builder =
        Dataset.builder()
            .input("left", Shape.of(3), left)
            .input("right", Shape.of(3), right)
            .labels("order", labels, List.of("less", "more"))
            .values("distance", Shape.of(1), distances);
    return (weights.length == 0 ? builder : builder.weights(weights)).build();
  }

  private static Network pairwise(String... frozen) {
    return Network.builder()
        .input("left", Shape.of(3))
        .input("right", Shape.of(3))
        .layer("tower", sequence(dense(6, Activation.TANH), dropout(0.25)), "left")
        .share("twin", "tower", "right")
        .layer("joined", concatenate(), "tower", "twin")
        .layer("order", dense(2), "joined")
        .layer("distance", dense(1), "joined")
        .output("order", "distance")
        .freeze(frozen)
        .build();
  }

  /** One layer in two places against two layers that hold the same weights. */
  @Test
  void theGradientOfSharedWeightsIsTheSumOverTheirPlaces() {
    Network shared =
        Network.builder()
            .input("left", Shape.of(3))
            .input("right", Shape.of(3))
            .layer("tower", dense(4, Activation.TANH), "left")
            .share("twin", "tower", "right")
            .layer("distance", add(), "tower", "twin")
            .build();
    Network apart =
        Network.builder()
            .input("left", Shape.of(3))
            .input("right", Shape.of(3))
            .layer("tower", dense(4, Activation.TANH), "left")
            .layer("twin", dense(4, Activation.TANH), "right")
            .layer("distance", add(), "tower", "twin")
            .build();
    Dataset data =
        Dataset.builder()
            .input("left", Shape.of(3), random(8, 3, 1))
            .input("right", Shape.of(3), random(8, 3, 2))
            .values("distance", Shape.of(4), random(8, 4, 3))
            .build();
    try (Model one = shared.initialise(backend, 1);
        Model two = apart.initialise(backend, 2)) {
      for (String name : List.of("weight", "bias")) {
        two.write("tower/" + name, one.read("tower/" + name));
        two.write("twin/" + name, one.read("tower/" + name));
      }
      for (String name : List.of("weight", "bias")) {
        float[] expected = gradient(two, data, "tower/" + name);
        float[] more = gradient(two, data, "twin/" + name);
        for (int i = 0; i < expected.length; i++) {
          expected[i] += more[i];
        }
        assertArrayEquals(expected, gradient(one, data, "tower/" + name), 1e-6f);
      }
    }
  }

  private float[] gradient(Model model, Dataset data, String parameter) {
    Objective objective = Objective.suiting(model.network(), data);
    try (TrainStep step = new TrainStep(model, objective, sgd(0.1), 1);
        Batches batches = new Batches(backend, data, 8)) {
      step.gradients(batches.single(EIGHT, 0));
      return step.readGradient(parameter);
    }
  }

  @Test
  void severalOutputsAreLearnedAtOnce() {
    try (Model model = pairwise().initialise(backend, 5)) {
      Trainer.of(model).optimizer(adam(0.05)).batch(4).epochs(150).build().fit(pairs());
      Evaluation evaluation = model.evaluate(pairs());
      assertEquals(
          List.of("loss", "order loss", "order accuracy", "distance loss"),
          List.copyOf(evaluation.means().keySet()));
      assertEquals(1, evaluation.accuracy());
      assertEquals(
          evaluation.loss(),
          evaluation.means().get("order loss") + evaluation.means().get("distance loss"),
          1e-6);
      assertTrue(evaluation.loss() < 0.1, evaluation + "");
      assertEquals(List.of("less", "more"), model.classes("order"));
      assertEquals(2, model.predict(pairs(), "order")[0].length);
      assertEquals(1, model.predict(pairs(), "distance")[0].length);
      assertThrows(IllegalStateException.class, () -> model.predict(pairs()));
    }
  }

  @Test
  void anObjectiveMayLeaveAnOutputOut() {
    Objective order =
        new Objective(
            List.of(new Objective.Term("order", "order", softmaxCrossEntropy(), 1)), null);
    try (Model model = pairwise().initialise(backend, 5)) {
      float[] before = model.read("distance/weight");
      Trainer trainer = Trainer.of(model).objective(order).epochs(2).build();
      assertEquals(order, trainer.objective(pairs()));
      trainer.fit(pairs());
      assertEquals(
          List.of("loss", "accuracy"),
          List.copyOf(model.evaluate(pairs(), order).means().keySet()));
      assertArrayEquals(before, model.read("distance/weight"));
      assertFalse(Arrays.equals(new float[2], model.read("order/bias")));
    }
  }

  /** A factor on one of two losses is a factor on its gradient. */
  @Test
  void aFactorScalesTheGradientOfItsLoss() {
    try (Model model = pairwise("tower").initialise(backend, 5)) {
      float[] whole = gradientOfOrder(model, 1);
      float[] part = gradientOfOrder(model, 0.25);
      for (int i = 0; i < whole.length; i++) {
        assertEquals(0.25f * whole[i], part[i], 1e-7f);
      }
    }
  }

  private float[] gradientOfOrder(Model model, double factor) {
    Objective objective =
        new Objective(
            List.of(
                new Objective.Term("order", "order", softmaxCrossEntropy(), factor),
                new Objective.Term("distance", "distance", meanSquaredError(), 1)),
            null);
    try (TrainStep step = new TrainStep(model, objective, sgd(0.1), 1);
        Batches batches = new Batches(backend, pairs(), 8)) {
      step.gradients(batches.single(EIGHT, 0));
      return step.readGradient("order/weight");
    }
  }

  /** An example of weight 2 is as good as two of weight 1, and one of weight 0 as none. */
  @Test
  void examplesCountByTheirWeights() {
    Dataset weighted = pairs(2, 1, 0, 1, 1, 1, 1, 1);
    Dataset repeated = pairs().select(0, 0, 1, 3, 4, 5, 6, 7);
    try (Model one = pairwise("tower").initialise(backend, 5);
        Model other = pairwise("tower").initialise(backend, 5)) {
      Trainer.of(one).optimizer(sgd(0.5)).batch(8).epochs(3).build().fit(weighted);
      Trainer.of(other).optimizer(sgd(0.5)).batch(8).epochs(3).build().fit(repeated);
      assertArrayEquals(other.read("order/weight"), one.read("order/weight"), 1e-6f);
      Evaluation evaluation = one.evaluate(weighted);
      assertEquals(other.evaluate(repeated).loss(), evaluation.loss(), 1e-6);
      assertEquals(other.evaluate(repeated).accuracy(), evaluation.accuracy(), 1e-6);
      assertEquals(8, evaluation.examples());
    }
  }

  @Test
  void whatIsFrozenStaysAndHasNoMomentsAndNoGradient() {
    Network network = pairwise("tower", "order/bias");
    try (Model model = network.initialise(backend, 5)) {
      float[] tower = model.read("tower/dense/0/weight");
      float[] head = model.read("order/weight");
      Trainer trainer =
          Trainer.of(model).optimizer(adam(0.05).withWeightDecay(0.1)).epochs(2).build();
      try (TrainingState state = trainer.state(pairs())) {
        trainer.fit(pairs(), state);
        assertEquals(network.layout().trained(), state.moment(0).elements());
      }
      assertArrayEquals(tower, model.read("tower/dense/0/weight"));
      assertArrayEquals(new float[2], model.read("order/bias"));
      assertFalse(Arrays.equals(head, model.read("order/weight")));
      Objective objective = Objective.suiting(network, pairs());
      try (TrainStep step = new TrainStep(model, objective, sgd(0.1), 1)) {
        String message =
            assertThrows(
                    IllegalArgumentException.class, () -> step.readGradient("tower/dense/0/weight"))
                .getMessage();
        assertTrue(message.contains("'tower/dense/0/weight': it is frozen"), message);
      }
    }
  }

  /** Whatever is frozen, one seed draws the same weights; and a frozen dropout does nothing. */
  @Test
  void aFrozenPartBehavesAsWhenItIsUsed() {
    try (Model model = pairwise("tower").initialise(backend, 5);
        Model trained = pairwise().initialise(backend, 5)) {
      assertArrayEquals(trained.read("tower/dense/0/weight"), model.read("tower/dense/0/weight"));
      assertArrayEquals(trained.read("distance/weight"), model.read("distance/weight"));
      Objective objective = Objective.suiting(model.network(), pairs());
      double used = model.evaluate(pairs()).loss();
      assertEquals(used, lossInTraining(model, objective), 1e-6);
      assertFalse(Math.abs(used - lossInTraining(trained, objective)) < 1e-6);
    }
  }

  private double lossInTraining(Model model, Objective objective) {
    try (TrainStep step = new TrainStep(model, objective, sgd(1e-9), 1);
        Batches batches = new Batches(backend, pairs(), 8)) {
      step.run(batches.single(EIGHT, 0));
      return step.metrics().evaluation(8).loss();
    }
  }

  @Test
  void weightsGoToAnotherNetworkByTheirNames() {
    Network encoder =
        Network.builder()
            .input("left", Shape.of(3))
            .layer("tower", sequence(dense(6, Activation.TANH), dropout(0.25)), "left")
            .build();
    Network withNewHead =
        Network.builder()
            .input("left", Shape.of(3))
            .layer("tower", sequence(dense(6, Activation.TANH), dropout(0.25)), "left")
            .layer("head", dense(2))
            .build();
    try (Model model = pairwise().initialise(backend, 5);
        Model frozen = model.with(model.network().freeze("tower"));
        Model part = model.with(encoder);
        Model next = model.with(withNewHead, 9);
        Model drawn = withNewHead.initialise(backend, 9)) {
      float[] tower = model.read("tower/dense/0/weight");
      assertArrayEquals(tower, frozen.read("tower/dense/0/weight"));
      assertArrayEquals(tower, part.read("tower/dense/0/weight"));
      assertArrayEquals(tower, next.read("tower/dense/0/weight"));
      assertArrayEquals(drawn.read("head/weight"), next.read("head/weight"));
      String missing =
          assertThrows(IllegalArgumentException.class, () -> model.with(withNewHead)).getMessage();
      assertTrue(missing.contains("no parameter 'head/weight' of shape [6, 2]"), missing);
      Network wider =
          Network.builder().input("left", Shape.of(3)).layer("tower", sequence(dense(7))).build();
      String unfit =
          assertThrows(IllegalArgumentException.class, () -> model.with(wider, 1)).getMessage();
      assertTrue(unfit.contains("of shape [3, 6] here, the network has it in [3, 7]"), unfit);
    }
  }

  @Test
  void dataThatDoNotHaveWhatIsTakenAreRefused() {
    try (Model model = pairwise().initialise(backend, 5)) {
      Dataset other =
          Dataset.builder()
              .input("left", Shape.of(3), new float[1][3])
              .values("distance", Shape.of(1), new float[1][1])
              .build();
      String message =
          assertThrows(IllegalArgumentException.class, () -> Trainer.of(model).build().fit(other))
              .getMessage();
      assertTrue(message.contains("No target of the data set is called 'order'"), message);
      Objective distance =
          new Objective(
              List.of(new Objective.Term("distance", "distance", meanSquaredError(), 1)), null);
      Trainer one = Trainer.of(model).objective(distance).build();
      message = assertThrows(IllegalArgumentException.class, () -> one.fit(other)).getMessage();
      assertTrue(message.contains("takes 'right', the data set has [left, distance]"), message);
      Trainer unknown = Trainer.of(model).loss("size", meanSquaredError()).build();
      message =
          assertThrows(IllegalArgumentException.class, () -> unknown.fit(pairs())).getMessage();
      assertTrue(message.contains("no output 'size', only [order, distance]"), message);
    }
  }

  @Test
  void theLossOfOneOutputLeavesTheOthersTheirs() {
    try (Model model = pairwise().initialise(backend, 5)) {
      Objective objective =
          Trainer.of(model).loss("order", meanSquaredError()).build().objective(pairs());
      assertEquals(List.of("order", "distance"), outputs(objective));
      assertEquals(meanSquaredError(), objective.terms().get(0).loss());
      assertEquals(meanSquaredError(), objective.terms().get(1).loss());
      assertThrows(IllegalStateException.class, () -> Trainer.of(model).loss(meanSquaredError()));
    }
  }

  private static List<String> outputs(Objective objective) {
    return objective.terms().stream().map(Objective.Term::output).toList();
  }

  /** What an autoencoder gives is compared with what it is given, whatever the shape of that. */
  @Test
  void theTargetMayBeAnInputOfAnotherShape() {
    Network autoencoder =
        Network.builder()
            .input("image", Shape.of(2, 2))
            .layer(flatten())
            .layer(dense(3, Activation.TANH))
            .layer("again", dense(4))
            .build();
    Dataset images = Dataset.builder().input("image", Shape.of(2, 2), random(9, 4, 4)).build();
    Objective objective =
        new Objective(List.of(new Objective.Term("again", "image", meanSquaredError(), 1)), null);
    try (Model model = autoencoder.initialise(backend, 1)) {
      double before = model.evaluate(images, objective).loss();
      Trainer.of(model)
          .objective(objective)
          .optimizer(adam(0.05))
          .batch(4)
          .epochs(20)
          .build()
          .fit(images);
      assertTrue(model.evaluate(images, objective).loss() < before / 2);
    }
  }

  @Test
  void severalTargetsOfOneOutputAreToldApart() {
    Objective.Term order = new Objective.Term("y", "a", meanSquaredError(), 1);
    Objective.Term other = new Objective.Term("y", "b", meanSquaredError(), 1);
    assertEquals(
        List.of("loss", "weight", "y to a loss", "y to b loss"),
        new Objective(List.of(order, other), null).measures());
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> new Objective(List.of(order, order), null))
            .getMessage();
    assertTrue(message.contains("two losses of one output against one target"), message);
  }

  @Test
  void namesOfClassesGoWithTheirLayer() {
    Network other =
        Network.builder()
            .input("left", Shape.of(3))
            .layer("order", dense(2), "left")
            .layer("kind", dense(2, Activation.TANH), "left")
            .output("order", "kind")
            .build();
    Network next =
        Network.builder()
            .input("left", Shape.of(3))
            .layer("order", dense(2), "left")
            .layer("kind", dense(2), "left")
            .output("order", "kind")
            .build();
    try (Model model = other.initialise(backend, 5)) {
      model.classes("order", List.of("less", "more"));
      model.classes("kind", List.of("cat", "dog"));
      try (Model made = model.with(next)) {
        assertEquals(List.of("less", "more"), made.classes("order"));
        assertEquals(List.of(), made.classes("kind"));
      }
    }
  }

  @Test
  void aNetworkOfWhichAllIsFrozenIsNotTrained() {
    try (Model model = pairwise("tower", "order", "distance").initialise(backend, 5)) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> Trainer.of(model).build().fit(pairs()))
              .getMessage();
      assertTrue(message.contains("Nothing is trained: all of the network is frozen"), message);
    }
  }

  @Test
  void replicasAndStatesOfOtherFrozenPathsAreRefused() {
    Network network = pairwise("order/weight");
    Network other = pairwise("order");
    try (Model one = network.initialise(backend, 5);
        Model two = other.initialise(backend, 5)) {
      Objective objective = Objective.suiting(network, pairs());
      try (TrainStep ofOne = new TrainStep(one, objective, sgd(0.1), 1);
          TrainStep ofTwo = new TrainStep(two, objective, sgd(0.1), 1)) {
        String message =
            assertThrows(IllegalArgumentException.class, () -> new Replicas(List.of(ofOne, ofTwo)))
                .getMessage();
        assertTrue(message.contains("order/bias [2] TRAINED"), message);
        assertTrue(message.contains("order/bias [2] FROZEN"), message);
        float[] before = two.read("tower/dense/0/weight");
        TrainingState.Saved saved = ofOne.state().save();
        message =
            assertThrows(IllegalArgumentException.class, () -> ofTwo.state().restore(saved))
                .getMessage();
        assertTrue(message.contains("the parameters of it: [tower"), message);
        assertArrayEquals(before, two.read("tower/dense/0/weight"));
      }
      Objective less =
          new Objective(
              List.of(new Objective.Term("order", "order", softmaxCrossEntropy(), 1)), null);
      try (TrainingState of = new TrainingState(one, objective, sgd(0.1), 1);
          TrainingState ofLess = new TrainingState(one, less, sgd(0.1), 1)) {
        TrainingState.Saved saved = ofLess.save();
        String message =
            assertThrows(IllegalArgumentException.class, () -> of.restore(saved)).getMessage();
        assertTrue(message.contains("the measures of it: [loss, weight, accuracy]"), message);
      }
    }
  }
}
