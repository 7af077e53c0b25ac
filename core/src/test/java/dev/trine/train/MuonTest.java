package dev.trine.train;

import static dev.trine.nn.Layers.attention;
import static dev.trine.nn.Layers.conv2d;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.embedding;
import static dev.trine.nn.Layers.flatten;
import static dev.trine.nn.Layers.layerNorm;
import static dev.trine.nn.Layers.learnedPositions;
import static dev.trine.nn.Layers.lstm;
import static dev.trine.nn.Layers.residual;
import static dev.trine.nn.Layers.sequence;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.muon;
import static dev.trine.train.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.data.Batch;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.graph.Graph;
import dev.trine.graph.Task;
import dev.trine.graph.compile.GraphRunner;
import dev.trine.graph.ops.MatrixProduct;
import dev.trine.graph.ops.NewtonSchulz;
import dev.trine.graph.ops.Update;
import dev.trine.nn.Losses;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hidden weights as matrices: which they are, and that a step is one like others. */
class MuonTest {
  /** For each matrix: what is orthogonalised, its norm, it by that, and four an iteration. */
  private static final int LAUNCHES = 3 + 5 * 4;

  private static final Network NETWORK =
      Network.of(Shape.of(2), dense(8, Activation.TANH), dense(5, Activation.TANH), dense(3));

  private final Backend backend = new ReferenceBackend();

  @AfterEach
  void close() {
    assertEquals(0, backend.memory().liveBytes());
    backend.close();
  }

  @Test
  void hiddenAreTheWeightsBeforeTheLast() {
    assertEquals(Set.of("dense/0/weight", "dense/1/weight"), NETWORK.hiddenWeights());
    assertEquals(Set.of(), Network.of(Shape.of(4), dense(2)).hiddenWeights());
    assertEquals(
        Set.of("dense/1/weight"), NETWORK.freeze("dense/0").hiddenWeights(), "what is trained");
    assertEquals(
        Set.of("conv2d/0/weight", "sequence/0/dense/0/weight"),
        Network.of(
                Shape.of(4, 4, 1),
                conv2d(2, 3, Activation.RELU),
                flatten(),
                sequence(dense(3), layerNorm(), dense(2)))
            .hiddenWeights());
  }

  @Test
  void tablesAndNormsAreNotHidden() {
    Network words =
        Network.builder()
            .input("words", new TensorType(DType.I32, Shape.of(3)))
            .layer("vectors", sequence(embedding(7, 4), learnedPositions()))
            .layer("deep", residual(sequence(layerNorm(), attention(2))))
            .layer("state", lstm(5))
            .layer("answer", dense(2))
            .layer("other", dense(3), "state")
            .output("answer", "other")
            .build();
    assertEquals(
        Set.of(
            "deep/body/attention/0/queries/weight",
            "deep/body/attention/0/memory/weight",
            "deep/body/attention/0/output/weight",
            "state/input-weight",
            "state/recurrent-weight"),
        words.hiddenWeights());
  }

  @Test
  void singularValuesComeNearOne() {
    double[][] inputs = {{30, 0, 0, 0, 4, 0}, {1e-3, 2e-3, 5e-3, 4e-3, 1e-3, -2e-3}};
    for (double[] values : inputs) {
      Graph graph = new Graph();
      var in = graph.input("in", TensorType.f32(2, 3));
      var made =
          MatrixProduct.matmul(
              NewtonSchulz.orthogonalise(in), NewtonSchulz.orthogonalise(in), false, true);
      double[] gram = GraphRunner.of(backend, graph, Map.of("in", values), List.of(made)).get(0);
      assertEquals(1, gram[0], 0.55); // squares of 0.7 to 1.2
      assertEquals(1, gram[3], 0.55);
      assertEquals(0, gram[1], 0.3);
    }
  }

  @Test
  void zerosStayZeros() {
    Graph graph = new Graph();
    var in = graph.input("in", TensorType.f32(2, 3));
    var made = NewtonSchulz.orthogonalise(in);
    double[] zeros = new double[6];
    assertArrayEquals(
        zeros, GraphRunner.of(backend, graph, Map.of("in", zeros), List.of(made)).get(0));
  }

  @Test
  void eachMatrixTakesAsManyLaunches() {
    Optimizer usual = adam(0.01);
    long elementwise = launches(usual);
    Muon muon = muon(0.02, usual);
    // One update for each matrix, and the others lie behind them.
    assertEquals(elementwise + 2 * (LAUNCHES + 1), launches(muon));
    assertEquals(launches(muon), launches(muon.withClippedNorm(1)));
    assertEquals(launches(muon) + 1, launches(muon.withWeightDecay(0.1)));
  }

  private long launches(Optimizer optimizer) {
    try (Model model = NETWORK.initialise(backend, 1);
        TrainStep step = new TrainStep(model, Losses.softmaxCrossEntropy(), optimizer, 1)) {
      return step.program(4).applications().stream()
          .filter(application -> application.op() instanceof Task)
          .count();
    }
  }

  @Test
  void ofAMatrixOnlyWhatChangesIsWritten() {
    try (Model model = NETWORK.initialise(backend, 1);
        TrainStep step =
            new TrainStep(model, Losses.softmaxCrossEntropy(), muon(0.02, adam(0.01)), 1)) {
      List<Update> updates =
          step.program(4).applications().stream()
              .map(application -> application.op())
              .filter(Update.class::isInstance)
              .map(Update.class::cast)
              .toList();
      assertEquals(
          List.of(2, 2, 3), updates.stream().map(u -> u.mapping().results().size()).toList());
    }
  }

  @Test
  void inPartsAndInTwoItIsTheSameStep() {
    double[] whole = trained((step, batches) -> batches.forEach(TWELVE, step::run));
    double[] two =
        trained(
            (step, batches) ->
                batches.forEach(
                    TWELVE,
                    batch -> {
                      step.gradients(batch);
                      step.update();
                    }));
    assertArrayEquals(whole, two);
    double[] parts =
        trained(
            (step, batches) -> {
              for (int i = 0; i < 12; i += 6) {
                step.clearGradients();
                for (int j = i; j < i + 6; j += 2) {
                  try (Batch part = batches.single(new int[] {j, j + 1}, 0)) {
                    step.addGradients(part);
                  }
                }
                step.update();
              }
            });
    assertArrayEquals(whole, parts, 1e-9);
  }

  private static final int[] TWELVE = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

  @FunctionalInterface
  private interface Run {
    void run(TrainStep step, Batches batches);
  }

  private double[] trained(Run run) {
    Dataset data = Toy.clusters(12);
    try (Model model = NETWORK.initialise(backend, 1);
        TrainStep step =
            new TrainStep(model, Losses.softmaxCrossEntropy(), muon(0.02, adam(0.01)), 1);
        Batches batches = new Batches(backend, data, 6)) {
      run.run(step, batches);
      return Toy.weights(model);
    }
  }

  @Test
  void aStepThatFailsChangesNothing() {
    float[][] points = Toy.points(6);
    Muon optimizer = muon(0.02, adam(0.01));
    try (Model model = NETWORK.initialise(backend, 1);
        TrainStep step = new TrainStep(model, Losses.softmaxCrossEntropy(), optimizer, 1)) {
      run(step, points);
      double[] weights = Toy.weights(model);
      double[] moments = GraphRunner.read(backend, step.state().moment(0));
      assertTrue(Arrays.stream(moments).anyMatch(m -> m != 0));
      points[3][1] = Float.NaN;
      run(step, points);
      assertArrayEquals(weights, Toy.weights(model));
      assertArrayEquals(moments, GraphRunner.read(backend, step.state().moment(0)));
      assertThrows(NotFiniteException.class, step::metrics);
    }
  }

  private void run(TrainStep step, float[][] points) {
    try (Batches batches = new Batches(backend, Toy.clusters(points), 6)) {
      batches.forEach(new int[] {0, 1, 2, 3, 4, 5}, step::run);
    }
  }

  @Test
  void trainingGoesOnFromASavedState() {
    Dataset data = Toy.clusters(12);
    Muon optimizer = muon(0.02, adam(0.01)).withWeightDecay(0.1);
    double[] whole;
    try (Model model = NETWORK.initialise(backend, 1)) {
      Trainer.of(model).optimizer(optimizer).batch(4).epochs(4).seed(2).build().fit(data);
      whole = Toy.weights(model);
    }
    TrainingState.Saved saved;
    try (Model model = NETWORK.initialise(backend, 1);
        TrainingState state =
            new TrainingState(model, Losses.softmaxCrossEntropy(), optimizer, 2)) {
      Trainer.of(model).optimizer(optimizer).batch(4).epochs(2).seed(2).build().fit(data, state);
      saved = state.save();
    }
    try (Model model = NETWORK.initialise(backend, 9);
        TrainingState state =
            new TrainingState(model, Losses.softmaxCrossEntropy(), optimizer, 2)) {
      state.restore(saved);
      Trainer.of(model).optimizer(optimizer).batch(4).epochs(2).seed(2).build().fit(data, state);
      assertArrayEquals(whole, Toy.weights(model), 1e-6);
    }
  }

  @Test
  void theRateOfTheOthersFollows() {
    Muon muon = muon(0.02, sgd(0.5));
    try (Model model = NETWORK.initialise(backend, 1);
        TrainStep step = new TrainStep(model, Losses.softmaxCrossEntropy(), muon, 1);
        Batches batches = new Batches(backend, Toy.clusters(6), 6)) {
      float before = model.read("dense/2/bias")[0];
      step.learningRate(0.01);
      batches.forEach(new int[] {0, 1, 2, 3, 4, 5}, step::run);
      double gradient = step.readGradient("dense/2/bias")[0] / 6;
      assertEquals(before - 0.25 * gradient, model.read("dense/2/bias")[0], 1e-6);
    }
  }

  @Test
  void settingsAreChecked() {
    assertEquals(2, muon(0.02).moments());
    assertEquals(1, muon(0.02, sgd(0.1)).moments());
    assertThrows(IllegalArgumentException.class, () -> muon(0));
    assertThrows(IllegalArgumentException.class, () -> muon(0.02).withMomentum(1));
    assertThrows(IllegalArgumentException.class, () -> muon(0.02).withWeightDecay(-1));
    assertFalse(muon(0.02).equals(muon(0.02).withWeightDecay(0.1)));
    assertEquals(
        new Muon(0.02, 0.95, true, 0.1, Muon.Scale.AS_ADAM, adam(0.02).withWeightDecay(0.1)),
        muon(0.02).withWeightDecay(0.1));
  }
}
