package dev.trine.train;

import static dev.trine.nn.Layers.bidirectional;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.flatten;
import static dev.trine.nn.Layers.gru;
import static dev.trine.nn.Layers.lstm;
import static dev.trine.nn.Layers.recurrent;
import static dev.trine.train.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.data.Dataset;
import dev.trine.nn.Layer;
import dev.trine.nn.Losses;
import dev.trine.nn.Lstm;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.RecurrentLayer;
import dev.trine.nn.Returns;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Recurrent layers in training: what a step launches, and what they learn. */
class SequencesTest {
  private static final int TIME = 6;

  /** What a layer launches beside its steps, however many these are. */
  private static final int BESIDE = 12;

  /** What one that carries its state launches beside that. */
  private static final int CARRYING = 7;

  /** Layers, and what one launches for each step of time. */
  static Stream<Arguments> layers() {
    return Stream.of(
        Arguments.of(recurrent(5), 3),
        Arguments.of(recurrent(5, Activation.RELU, Returns.ALL), 4),
        Arguments.of(lstm(5), 4),
        Arguments.of(lstm(5, Returns.ALL), 4),
        Arguments.of(gru(5), 4),
        Arguments.of(gru(5, Returns.ALL), 4),
        Arguments.of(lstm(5, Returns.ALL).carried(), 4),
        Arguments.of(gru(5).carried(), 4));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void launchesGrowWithTimeByAsManyAsAreStated(RecurrentLayer layer, int perStep) {
    int beside = BESIDE + (layer.carries() ? CARRYING : 0);
    int four = calls(4, layer);
    int eight = calls(8, layer);
    assertEquals(four + 4 * perStep, eight);
    int one = calls(1, layer);
    assertTrue(one <= perStep + beside, layer + " launches " + one);
    assertTrue(four <= 4 * perStep + beside, layer + " launches " + four);
  }

  static Stream<Arguments> padded() {
    return Stream.of(
        Arguments.of(recurrent(5), 5), Arguments.of(lstm(5), 4), Arguments.of(gru(5), 4));
  }

  /** Told the lengths, they launch no more a step. */
  @ParameterizedTest
  @MethodSource("padded")
  void lengthsTakeNoLaunchesOfSteps(Layer layer, int perStep) {
    assertEquals(countOfLengths(4, layer) + 4 * perStep, countOfLengths(8, layer));
  }

  private static int countOfLengths(int time, Layer layer) {
    Network network =
        Network.builder()
            .input("x", Shape.of(time, 3))
            .input("lengths", new TensorType(DType.I32, Shape.of()))
            .layer("layer", layer, "x", "lengths")
            .layer("scores", dense(2))
            .build();
    return countCalls(network);
  }

  /** A layer's in a step of training, with the gradient of what it takes. */
  private static int calls(int time, Layer layer) {
    return countCalls(time, layer) - countCalls(time);
  }

  private static int countCalls(int time, Layer... layers) {
    List<Layer> all = new ArrayList<>();
    all.add(recurrent(3, Activation.TANH, Returns.ALL));
    all.addAll(List.of(layers));
    all.addAll(List.of(flatten(), dense(2)));
    return countCalls(Network.of(Shape.of(time, 3), all.toArray(Layer[]::new)));
  }

  private static int countCalls(Network network) {
    try (Backend backend = new ReferenceBackend();
        Model model = network.initialise(backend, 1);
        TrainStep step = new TrainStep(model, Losses.softmaxCrossEntropy(), adam(1e-3), 1)) {
      return step.program(4).profile().size();
    }
  }

  static Stream<Layer> learners() {
    return Stream.of(lstm(8), gru(8), bidirectional(new Lstm(4, Returns.LAST, true, false)));
  }

  /** Two symbols somewhere among steps of noise: only who remembers knows which was first. */
  @ParameterizedTest
  @MethodSource("learners")
  void learnsWhichOfTwoSymbolsCameFirst(Layer layer, @TempDir Path folder) throws IOException {
    Dataset train = orders(96, 1);
    Dataset fresh = orders(96, 2);
    try (Backend backend = new ReferenceBackend();
        Model model = Network.of(Shape.of(TIME, 3), layer, dense(2)).initialise(backend, 1)) {
      Trainer.of(model).optimizer(adam(0.03)).batch(32).epochs(15).build().fit(train);
      double accuracy = model.evaluate(fresh).accuracy();
      assertTrue(accuracy > 0.9, "accuracy is " + accuracy);

      Path file = folder.resolve("order.safetensors");
      model.save(file);
      try (Model loaded = Model.load(backend, file)) {
        assertEquals(model.network(), loaded.network());
        assertEquals(model.evaluate(fresh).loss(), loaded.evaluate(fresh).loss(), 1e-6);
      }
    }
  }

  private static Dataset orders(int examples, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] sequences = new float[examples][TIME * 3];
    int[] first = new int[examples];
    for (int i = 0; i < examples; i++) {
      int early = random.nextInt(TIME - 1);
      int late = random.nextInt(early + 1, TIME);
      first[i] = random.nextInt(2);
      for (int step = 0; step < TIME; step++) {
        int symbol = step == early ? first[i] : step == late ? 1 - first[i] : 2;
        sequences[i][step * 3 + symbol] = 1;
      }
    }
    return Dataset.classified(Shape.of(TIME, 3), sequences, first, List.of("a", "b"));
  }
}
