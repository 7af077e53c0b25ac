package dev.trine.nn;

import static dev.trine.nn.Layers.concatenate;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Losses.binaryCrossEntropyWithLogits;
import static dev.trine.nn.Losses.hinge;
import static dev.trine.nn.Losses.meanSquaredError;
import static dev.trine.nn.Losses.softmaxCrossEntropy;
import static dev.trine.nn.Losses.softmaxCrossEntropyOfDistributions;
import static dev.trine.nn.Losses.triplet;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.DataException;
import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.data.Dataset;
import dev.trine.data.DatasetBuilder;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.compile.GraphRunner;
import dev.trine.metric.ConfusionMatrix;
import dev.trine.metric.Metrics;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import dev.trine.train.NotFiniteException;
import dev.trine.train.Optimizers;
import dev.trine.train.Trainer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Losses as they are used: masks, weights, extreme scores, and what is refused. */
class LossesTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final List<String> CLASSES = List.of("a", "b", "c");

  /** Examples of three steps with three numbers each, which a network hands through as scores. */
  private static final Network SCORES = Network.of(Shape.of(3, 3), Layers.scale(1, 0));

  private static final float[][] STEPS = {
    {2, 0, 1, 0, 0, 3, 1, 1, 0}, {0, 5, 0, 1, 2, 3, -1, 0, -1}
  };

  private final Backend backend = new ReferenceBackend();

  @AfterEach
  void close() {
    backend.close();
  }

  /** The loss of one step, by its definition. */
  private static double crossEntropy(float[] scores, int from, int label) {
    double sum = 0;
    for (int c = 0; c < 3; c++) {
      sum += Math.exp(scores[from + c]);
    }
    return Math.log(sum) - scores[from + label];
  }

  private static DatasetBuilder steps() {
    return Dataset.builder().input("features", Shape.of(3, 3), STEPS);
  }

  @Test
  void stepsWithoutLabelDoNotCount() {
    int[][] labels = {{0, -1, 1}, {1, -1, -1}};
    Dataset dataset = steps().labels("targets", Shape.of(3), labels, CLASSES).build();
    double sum =
        crossEntropy(STEPS[0], 0, 0) + crossEntropy(STEPS[0], 6, 1) + crossEntropy(STEPS[1], 0, 1);
    Evaluation evaluation = evaluate(SCORES, dataset, softmaxCrossEntropy());
    assertEquals(sum / 3, evaluation.loss(), 1e-6);
    assertEquals(2.0 / 3, evaluation.accuracy(), 1e-6);
    assertEquals(Math.exp(sum / 3), evaluation.perplexity(), 1e-5);
    try (Model model = SCORES.initialise(backend, 1)) {
      assertEquals(2.0 / 3, model.evaluate(dataset, Metrics.topKAccuracy(1)), 1e-12);
      assertEquals(1, model.evaluate(dataset, Metrics.topKAccuracy(2)), 1e-12);
      ConfusionMatrix matrix = model.evaluate(dataset, Metrics.confusionMatrix());
      assertEquals("a [1.0, 0.0, 0.0]\nb [1.0, 1.0, 0.0]\nc [0.0, 0.0, 0.0]", matrix.toString());
    }
  }

  @Test
  void stepsCountByTheirWeights() {
    int[][] labels = {{0, 2, 1}, {1, 0, 0}};
    float[][] weights = {{1, 0, 2}, {0.5f, 0, 0}};
    Dataset dataset =
        steps()
            .labels("targets", Shape.of(3), labels, CLASSES)
            .weights(Shape.of(3), weights)
            .build();
    double sum =
        crossEntropy(STEPS[0], 0, 0)
            + 2 * crossEntropy(STEPS[0], 6, 1)
            + 0.5 * crossEntropy(STEPS[1], 0, 1);
    Evaluation evaluation = evaluate(SCORES, dataset, softmaxCrossEntropy());
    assertEquals(sum / 3.5, evaluation.loss(), 1e-6);
    assertEquals(1.5 / 3.5, evaluation.accuracy(), 1e-6);
    try (Model model = SCORES.initialise(backend, 1)) {
      assertEquals(1.5 / 3.5, model.evaluate(dataset, Metrics.topKAccuracy(1)), 1e-12);
    }
  }

  @Test
  void squaredErrorsOfStepsCountByTheirWeights() {
    float[][] targets = {{2, 0, 2, 9, 9, 9, 1, 1, 3}, {0, 5, 0, 1, 2, 3, 9, 9, 9}};
    float[][] weights = {{1, 0, 1}, {1, 1, 0}};
    DatasetBuilder whole = steps().values("targets", Shape.of(3, 3), targets);
    Dataset dataset = whole.weights(Shape.of(3), weights).build();
    double expected = (1.0 / 3 + 9.0 / 3) / 4;
    assertEquals(expected, evaluate(SCORES, dataset, meanSquaredError()).loss(), 1e-6);
    try (Model model = SCORES.initialise(backend, 1)) {
      double error = model.evaluate(dataset, Metrics.regressionErrors()).rootMeanSquaredError();
      assertEquals(expected, error * error, 1e-6);
    }
    Dataset plain = steps().values("targets", Shape.of(3, 3), targets).build();
    double sum = 1 + 81 + 81 + 36 + 9 + 100 + 81 + 100;
    assertEquals(sum / 18, evaluate(SCORES, plain, meanSquaredError()).loss(), 1e-5);
  }

  /** A network that answers at each step whether the numbers so far add up to more than 0. */
  @Test
  void answersAtEachStepAreLearned() {
    SplittableRandom random = new SplittableRandom(1);
    float[][] numbers = new float[64][5];
    int[][] signs = new int[64][5];
    for (int i = 0; i < 64; i++) {
      int length = random.nextInt(1, 6);
      double sum = 0;
      for (int step = 0; step < 5; step++) {
        numbers[i][step] = (float) random.nextDouble(-1, 1);
        sum += numbers[i][step];
        signs[i][step] = step >= length ? -1 : sum > 0 ? 1 : 0;
      }
    }
    Dataset dataset =
        Dataset.builder()
            .input("numbers", Shape.of(5, 1), numbers)
            .labels("sign", Shape.of(5), signs, List.of("below", "above"))
            .build();
    Network network =
        Network.builder()
            .input("numbers", Shape.of(5, 1))
            .layer("memory", Layers.recurrent(4, Activation.TANH, Returns.ALL))
            .layer("sign", Layers.recurrent(2, Activation.IDENTITY, Returns.ALL))
            .build();
    try (Model model = network.initialise(backend, 1)) {
      Trainer.of(model).optimizer(Optimizers.adam(0.05)).epochs(20).build().fit(dataset);
      double accuracy = model.evaluate(dataset).accuracy();
      assertTrue(accuracy > 0.85, "accuracy " + accuracy);
    }
  }

  /** A shared encoder of triplets, of which only the first of three numbers matters. */
  @Test
  void tripletsAreLearnedWithoutTargets() {
    SplittableRandom random = new SplittableRandom(1);
    float[][][] triplets = new float[3][60][3];
    for (int i = 0; i < 60; i++) {
      int side = random.nextInt(2);
      for (int part = 0; part < 3; part++) {
        triplets[part][i][0] = (part == 2 ? 1 - side : side) + (float) random.nextDouble(-0.2, 0.2);
        triplets[part][i][1] = (float) random.nextDouble(-2, 2);
        triplets[part][i][2] = (float) random.nextDouble(-2, 2);
      }
    }
    Dataset dataset =
        Dataset.builder()
            .input("anchor", Shape.of(3), triplets[0])
            .input("positive", Shape.of(3), triplets[1])
            .input("negative", Shape.of(3), triplets[2])
            .build();
    Network network =
        Network.builder()
            .input("anchor", Shape.of(3))
            .input("positive", Shape.of(3))
            .input("negative", Shape.of(3))
            .layer("encoder", dense(2), "anchor")
            .share("of positive", "encoder", "positive")
            .share("of negative", "encoder", "negative")
            .layer("triplet", concatenate(), "encoder", "of positive", "of negative")
            .build();
    try (Model model = network.initialise(backend, 1)) {
      double before = model.evaluate(dataset, triplet(1)).accuracy();
      Trainer.of(model)
          .loss(triplet(1))
          .optimizer(Optimizers.adam(0.05))
          .epochs(15)
          .build()
          .fit(dataset);
      double accuracy = model.evaluate(dataset, triplet(1)).accuracy();
      assertTrue(before < 0.8 && accuracy > 0.9, before + " and then " + accuracy);
    }
  }

  @Test
  void extremeScores() {
    double[] right = {1e16, -1e16, INFINITY, -INFINITY, 0, 0};
    double[] ones = {1, 0, 1, 0, 1, 0};
    double ln2 = Math.log(2);
    Loss binary = binaryCrossEntropyWithLogits();
    assertArrayEquals(
        new double[] {0, 0, 0, 0, ln2, ln2}, losses(binary, 6, 1, right, ones), 1e-15);
    double[] zeros = {0, 1, 0, 1, 0, 1};
    assertArrayEquals(
        new double[] {1e16, 1e16, INFINITY, INFINITY, ln2, ln2},
        losses(binary, 6, 1, right, zeros),
        1e-15);
    Loss distributions = softmaxCrossEntropyOfDistributions();
    double[] scores = {1e16, 1e16, -INFINITY, 0, 1e16, -1e16};
    double[] wanted = {0.5, 0.5, 0, 0, 1, 0};
    assertArrayEquals(new double[] {ln2, 0}, losses(distributions, 2, 3, scores, wanted), 1e-15);
  }

  @Test
  void targetsOutOfRangeAreNotANumber() {
    double[] scores = {0, 0, 0};
    for (double losses :
        losses(binaryCrossEntropyWithLogits(), 3, 1, scores, new double[] {-0.1, 1.1, 2})) {
      assertTrue(Double.isNaN(losses));
    }
    for (double losses : losses(hinge(), 3, 1, scores, new double[] {0, 0.5, -2})) {
      assertTrue(Double.isNaN(losses));
    }
    for (double losses :
        losses(softmaxCrossEntropyOfDistributions(), 1, 3, scores, new double[] {1, -0.5, 0.5})) {
      assertTrue(Double.isNaN(losses));
    }
  }

  /** Of rows of scores against rows of targets. */
  private double[] losses(Loss loss, int rows, int width, double[] scores, double[] targets) {
    Graph graph = new Graph();
    Node output = graph.input("scores", TensorType.f32(rows, width));
    Node target = graph.input("targets", TensorType.f32(rows, width));
    Map<String, double[]> values = new HashMap<>(Map.of("scores", scores, "targets", targets));
    Node measures = loss.measures(output, target);
    double[] all = GraphRunner.of(backend, graph, values, List.of(measures)).get(0);
    return Arrays.copyOf(all, rows);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Network one = Network.of(Shape.of(1), dense(1));
    float[][] x = {{1}, {2}, {3}};
    Dataset percent = Dataset.valued(Shape.of(1), x, new float[][] {{0}, {1}, {100}});
    refused(
        "Example 2 of field 'targets' has the target 100.0, expected numbers from 0 to 1; change",
        () -> evaluate(one, percent, binaryCrossEntropyWithLogits()));
    refused("has the target 0.0, expected -1 or 1", () -> evaluate(one, percent, hinge()));
    Network squashed = Network.of(Shape.of(1), dense(1, Activation.SIGMOID));
    refused(
        "ends with the activation sigmoid",
        () -> evaluate(squashed, percent, binaryCrossEntropyWithLogits()));
    Dataset labelled = Dataset.classified(Shape.of(1), x, new int[] {0, 1, 2}, CLASSES);
    Network three = Network.of(Shape.of(1), dense(3));
    Loss twoWeights = softmaxCrossEntropy().withClassWeights(1, 2);
    refused("weights for 2 classes, but scores for 3", () -> evaluate(three, labelled, twoWeights));
    refused("takes targets of type F32", () -> evaluate(three, labelled, hinge()));
    refused("not 1 values", () -> evaluate(one, labelled, triplet(1)));
    refused("above 0", () -> triplet(0));
    refused("delta is -1.0", () -> Losses.huber(-1));
    refused("positive weight is 0.0", () -> binaryCrossEntropyWithLogits(0));
    refused("smoothing is 1.0", () -> softmaxCrossEntropy().withLabelSmoothing(1));
    refused("class weight is -1.0", () -> softmaxCrossEntropy().withClassWeights(1, -1));
    refused("All class weights are 0", () -> softmaxCrossEntropy().withClassWeights(0, 0));
    refused("is without a target", () -> new Objective.Term("y", "t", triplet(1), 1));
    refused("takes a target", () -> new Objective.Term("y", null, hinge(), 1));
  }

  /** Only the first targets are looked at; of the others the loss is, on the device. */
  @Test
  void aTargetThatIsFoundInTrainingNamesItsExample() {
    float[][] x = new float[1200][1];
    float[][] signs = new float[1200][1];
    for (int i = 0; i < 1200; i++) {
      signs[i][0] = i % 2 == 0 ? 1 : -1;
    }
    signs[1100][0] = 0;
    Dataset dataset = Dataset.valued(Shape.of(1), x, signs);
    try (Model model = Network.of(Shape.of(1), dense(1)).initialise(backend, 1)) {
      Trainer trainer = Trainer.of(model).loss(hinge()).epochs(1).build();
      String message =
          assertThrows(NotFiniteException.class, () -> trainer.fit(dataset)).getMessage();
      assertTrue(message.contains("of 'loss' of shape"), message);
      assertTrue(message.contains("in example 1100 of the set"), message);
    }
  }

  @Test
  void weightsOfStepsNeedSteps() {
    float[][] x = {{1}, {2}};
    Dataset dataset =
        Dataset.builder()
            .input("features", Shape.of(1), x)
            .values("targets", Shape.of(1), x)
            .weights(Shape.of(4), new float[2][4])
            .build();
    refused(
        "The weights 'weights' are [4] an example, but the output 'dense/0' is [1]",
        () -> evaluate(Network.of(Shape.of(1), dense(1)), dataset, meanSquaredError()));
  }

  @Test
  void labelsOfStepsAreChecked() {
    int[][] labels = {{0, 1, 2}, {0, -2, 0}};
    String message =
        assertThrows(
                DataException.class, () -> steps().labels("targets", Shape.of(3), labels, CLASSES))
            .getMessage();
    assertEquals(
        "Example 1 of field 'targets' has the label -2, expected one of 0 to 2, or -1 for a step that does not count",
        message);
    float[][] weights = {{1, 1, 1}, {1, 1, -1}};
    assertThrows(DataException.class, () -> steps().weights(Shape.of(3), weights));
  }

  private static void refused(String message, Executable call) {
    String found = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(found.contains(message), found);
  }

  private Evaluation evaluate(Network network, Dataset dataset, Loss loss) {
    try (Model model = network.initialise(backend, 1)) {
      return model.evaluate(dataset, loss);
    }
  }
}
