package dev.trine.nn;

import static dev.trine.backend.Activation.RELU;
import static dev.trine.backend.Activation.TANH;
import static dev.trine.nn.Layers.activate;
import static dev.trine.nn.Layers.attention;
import static dev.trine.nn.Layers.batchNorm;
import static dev.trine.nn.Layers.bidirectional;
import static dev.trine.nn.Layers.causalAttention;
import static dev.trine.nn.Layers.concatenate;
import static dev.trine.nn.Layers.conv1d;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.dropout;
import static dev.trine.nn.Layers.embedding;
import static dev.trine.nn.Layers.fixedPoint;
import static dev.trine.nn.Layers.flatten;
import static dev.trine.nn.Layers.globalAveragePool1d;
import static dev.trine.nn.Layers.groupNorm;
import static dev.trine.nn.Layers.gru;
import static dev.trine.nn.Layers.layerNorm;
import static dev.trine.nn.Layers.learnedPositions;
import static dev.trine.nn.Layers.lstm;
import static dev.trine.nn.Layers.maxPool1d;
import static dev.trine.nn.Layers.maxout;
import static dev.trine.nn.Layers.positions;
import static dev.trine.nn.Layers.prelu;
import static dev.trine.nn.Layers.recurrent;
import static dev.trine.nn.Layers.residual;
import static dev.trine.nn.Layers.rmsNorm;
import static dev.trine.nn.Layers.scale;
import static dev.trine.nn.Layers.sequence;
import static dev.trine.nn.Layers.transformer;
import static dev.trine.nn.Layers.transformerDecoder;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.data.Dataset;
import dev.trine.data.DatasetBuilder;
import dev.trine.graph.Node;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A network that goes step by step gives what it gives for whole sequences, or says why not. */
class StepwiseTest {
  private static final int TIME = 4;
  private static final int WORDS = 7;
  private static final int ROWS = 3;
  private static final double CLOSE = 1e-5;

  static Stream<Layer> layers() {
    return Stream.of(
        recurrent(5, TANH, Returns.ALL),
        lstm(5, Returns.ALL),
        gru(5, Returns.ALL),
        sequence(lstm(5, Returns.ALL), gru(4, Returns.ALL), recurrent(3, TANH, Returns.ALL)),
        sequence(positions(), causalAttention(2)),
        sequence(learnedPositions(), transformer(causalAttention(2), 5, 0.1)),
        sequence(
            positions(),
            new Transformer(new Attention(1, true, 0.1), 5, RELU, 0.1, NormPlace.AFTER),
            transformer(causalAttention(4), 3, 0),
            layerNorm()),
        sequence(dense(5, TANH), layerNorm(), rmsNorm(), batchNorm(), dropout(0.5), prelu()),
        sequence(residual(dense(4, RELU)), maxout(3, 2), activate(TANH), scale(2, 1)));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void scoresAreThoseOfTheWholePass(Layer layer) {
    check(words().layer(sequence(embedding(WORDS, 4), layer, dense(WORDS))).build());
  }

  /**
   * Where one word is the padding of an embedding, steps of it change no state, and nobody sees.
   */
  @ParameterizedTest
  @MethodSource("maskedLayers")
  void stepsThatOnlyFillUpAreLeftOut(Layer layer) {
    check(
        words()
            .layer("vectors", embedding(WORDS, 4, 0), "words")
            .layer("layer", layer, "vectors", "words")
            .layer("scores", dense(WORDS))
            .build());
  }

  static Stream<Layer> maskedLayers() {
    return Stream.of(
        lstm(5, Returns.ALL), causalAttention(2), transformer(causalAttention(2), 5, 0));
  }

  @Test
  void layersThatShareWeightsHaveStatesOfTheirOwn() {
    check(
        words()
            .layer("vectors", embedding(WORDS, 4), "words")
            .layer("first", gru(4, Returns.ALL))
            .share("second", "first", "first")
            .layer("attention", causalAttention(2), "second")
            .share("other", "attention", "first")
            .layer("both", Layers.add(), "attention", "other")
            .layer("scores", dense(WORDS))
            .build());
  }

  /** A decoder sees what an encoder, which sees all of its own sequence, has made of that. */
  @Test
  void whatAnEncoderMakesIsTheSameForAllSteps() {
    check(
        words()
            .input("source", new TensorType(DType.I32, Shape.of(3)))
            .input("length", new TensorType(DType.I32, Shape.of()))
            .layer("read", embedding(WORDS, 4), "source")
            .layer("encoder", transformer(2, 5), "read", "length")
            .layer("written", embedding(WORDS, 4), "words")
            .layer("decoder", transformerDecoder(2, 5), "written", "encoder", "length")
            .layer("scores", dense(WORDS))
            .build());
  }

  @Test
  void aDecoderBeginsWithWhatItsEncoderEndedWith() {
    check(
        words()
            .input("source", new TensorType(DType.I32, Shape.of(3)))
            .input("length", new TensorType(DType.I32, Shape.of()))
            .layer("read", embedding(WORDS, 4), "source")
            .layer("encoder", lstm(5, Returns.ALL_AND_STATES), "read", "length")
            .layer("written", embedding(WORDS, 5), "words")
            .layer("decoder", lstm(5, Returns.ALL), "written", "encoder:1", "encoder:2")
            .layer("asked", attention(1), "decoder", "encoder", "length")
            .layer("scores", dense(WORDS))
            .build());
  }

  /** As the beams of a search do. */
  @ParameterizedTest
  @MethodSource("layers")
  void rowsGoOnFromTheirParents(Layer layer) {
    Network network = words().layer(sequence(embedding(WORDS, 4), layer, dense(WORDS))).build();
    GenerationSize size = new GenerationSize(ROWS, TIME, TIME);
    int[] parents = {2, 0, 0};
    int[][] words = draw(TIME, WORDS);
    int[][] taken = new int[ROWS][];
    for (int row = 0; row < ROWS; row++) {
      taken[row] = words[row].clone();
      System.arraycopy(words[parents[row]], 0, taken[row], 0, TIME - 1);
    }
    String output = network.onlyOutput();
    try (Backend backend = new ReferenceBackend();
        Model model = network.initialise(backend, 1);
        GenerationPrograms programs = new GenerationPrograms(model, size, "words", output, true)) {
      float[] scores = new float[ROWS * WORDS];
      programs.begin(List.of());
      for (int t = 0; t < TIME; t++) {
        int now = t;
        int[] from = t == TIME - 1 ? parents : new int[] {0, 1, 2};
        programs.step(Arrays.stream(words).mapToInt(row -> row[now]).toArray(), t, from).await();
      }
      programs.scores(scores);
      float[][] whole =
          model.predict(Dataset.builder().input("words", Shape.of(TIME), taken).build());
      for (int row = 0; row < ROWS; row++) {
        int first = row * WORDS;
        assertClose(
            whole[row], (TIME - 1) * WORDS, Arrays.copyOfRange(scores, first, first + WORDS));
      }
    }
  }

  @Test
  void theLastOutputOfAPrefixIsThatOfItsStep() {
    Network network = lastOf(TIME);
    try (Backend backend = new ReferenceBackend();
        Model model = network.initialise(backend, 1)) {
      int[][] words = draw(TIME, WORDS);
      float[][][] stepwise = stepwise(model, words, Map.of(), TIME);
      for (int t = 0; t < TIME; t++) {
        int upTo = t + 1;
        int[][] prefixes =
            Arrays.stream(words).map(row -> Arrays.copyOf(row, upTo)).toArray(int[][]::new);
        try (Model shorter = model.with(lastOf(upTo))) {
          float[][] whole =
              shorter.predict(Dataset.builder().input("words", Shape.of(upTo), prefixes).build());
          for (int row = 0; row < ROWS; row++) {
            assertClose(whole[row], 0, stepwise[t][row]);
          }
        }
      }
    }
  }

  private static Network lastOf(int time) {
    return Network.builder()
        .input("words", new TensorType(DType.I32, Shape.of(time)))
        .layer(sequence(embedding(WORDS, 4), lstm(5, Returns.ALL), gru(4), layerNorm(), dense(7)))
        .build();
  }

  /** Recurrent layers, and positions that are computed, go beyond what they were trained on. */
  @Test
  void sequencesMayBeLongerThanInTraining() {
    Layer layers =
        sequence(embedding(WORDS, 4), positions(), transformer(causalAttention(2), 5, 0));
    try (Backend backend = new ReferenceBackend();
        Model model = words(TIME).layer(layers).layer(dense(WORDS)).build().initialise(backend, 1);
        Model longer = model.with(words(2 * TIME).layer(layers).layer(dense(WORDS)).build())) {
      compare(longer, stepwise(model, draw(2 * TIME, WORDS), Map.of(), 2 * TIME), 2 * TIME);
    }
  }

  /** What was carried from batch to batch in training goes on in the same way. */
  @Test
  void aLayerThatCarriesGoesOnFromStepToStep() {
    RecurrentLayer layer = gru(5, Returns.ALL);
    Network network = words().layer(sequence(embedding(WORDS, 4), layer, dense(WORDS))).build();
    Network carrying =
        words().layer(sequence(embedding(WORDS, 4), layer.carried(), dense(WORDS))).build();
    try (Backend backend = new ReferenceBackend();
        Model model = network.initialise(backend, 1);
        Model other = model.with(carrying)) {
      compare(model, stepwise(other, draw(TIME, WORDS), Map.of(), TIME), TIME);
    }
  }

  private static NetworkBuilder words() {
    return words(TIME);
  }

  private static NetworkBuilder words(int time) {
    return Network.builder().input("words", new TensorType(DType.I32, Shape.of(time)));
  }

  private static void check(Network network) {
    try (Backend backend = new ReferenceBackend();
        Model model = network.initialise(backend, 1)) {
      SplittableRandom random = new SplittableRandom(3);
      for (Parameter parameter : model.layout().parameters()) {
        float[] values = model.read(parameter.name());
        for (int i = 0; i < values.length; i++) {
          values[i] += (float) random.nextDouble() / 4; // norms have an effect, too
        }
        model.write(parameter.name(), values);
      }
      compare(model, stepwise(model, draw(TIME, WORDS), given(network), TIME), TIME);
    }
  }

  /** The values of an encoder's inputs for each row. */
  private static Map<String, int[][]> given(Network network) {
    return network.inputs().size() == 1
        ? Map.of()
        : Map.of("source", draw(3, 5), "length", new int[][] {{3}, {1}, {2}});
  }

  private static void compare(Model model, float[][][] stepwise, int time) {
    DatasetBuilder data = Dataset.builder().input("words", Shape.of(time), draw(time, WORDS));
    given(model.network())
        .forEach((name, rows) -> data.input(name, shape(model.network(), name), rows));
    float[][] whole = model.predict(data.build());
    for (int t = 0; t < time; t++) {
      for (int row = 0; row < ROWS; row++) {
        assertClose(whole[row], t * WORDS, stepwise[t][row]);
      }
    }
  }

  private static Shape shape(Network network, String input) {
    return network.inputs().stream()
        .filter(each -> each.name().equals(input))
        .findFirst()
        .orElseThrow()
        .type()
        .shape();
  }

  private static void assertClose(float[] expected, int from, float[] found) {
    for (int i = 0; i < found.length; i++) {
      assertEquals(expected[from + i], found[i], CLOSE);
    }
  }

  /** The scores of each step and row; the second time, when the state is set anew, the same. */
  private static float[][][] stepwise(
      Model model, int[][] words, Map<String, int[][]> given, int length) {
    GenerationSize size =
        new GenerationSize(ROWS, length, (int) shape(model.network(), "words").dimension(0));
    String output = model.network().onlyOutput();
    try (GenerationPrograms programs =
        new GenerationPrograms(model, size, "words", output, false)) {
      float[][][] first = stepwise(programs, words, given);
      assertTrue(Arrays.deepEquals(first, stepwise(programs, words, given)));
      return first;
    }
  }

  private static float[][][] stepwise(
      GenerationPrograms programs, int[][] words, Map<String, int[][]> given) {
    programs.begin(IntStream.range(0, ROWS).mapToObj(row -> row(given, row)).toList());
    float[][][] steps = new float[words[0].length][ROWS][WORDS];
    float[] scores = new float[ROWS * WORDS];
    for (int t = 0; t < steps.length; t++) {
      int now = t;
      programs.step(Arrays.stream(words).mapToInt(row -> row[now]).toArray(), t, null).await();
      programs.scores(scores);
      for (int row = 0; row < ROWS; row++) {
        steps[t][row] = Arrays.copyOfRange(scores, row * WORDS, (row + 1) * WORDS);
      }
    }
    return steps;
  }

  private static Map<String, float[]> row(Map<String, int[][]> given, int row) {
    Map<String, float[]> values = new HashMap<>();
    given.forEach((name, rows) -> values.put(name, floats(rows[row])));
    return values;
  }

  private static float[] floats(int[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = numbers[i];
    }
    return floats;
  }

  /** The same rows each time, some of whose words are 0. */
  private static int[][] draw(int time, int words) {
    SplittableRandom random = new SplittableRandom(time);
    return IntStream.range(0, ROWS)
        .mapToObj(row -> random.ints(time, 0, words).toArray())
        .toArray(int[][]::new);
  }

  private record Own() implements UnaryLayer {
    @Override
    public Node apply(Scope scope, Node in) {
      return in;
    }
  }

  @Test
  void layersThatHaveToSeeAllStepsAreRefusedByName() {
    refused("bidirectional/0: it walks backwards too", bidirectional(lstm(3, Returns.ALL)));
    refused("gru/0: it walks backwards", gru(3, Returns.ALL).reversed());
    refused("attention/0: attention sees later steps", attention(2));
    refused("transformer/0: attention: attention sees later steps", transformer(2, 5));
    refused("global-average-pool1d/0: it takes whole sequences", globalAveragePool1d());
    refused("conv1d/0: it takes whole sequences", conv1d(3, 3, RELU));
    refused("max-pool1d/0: it takes whole sequences", maxPool1d(2));
    refused("group-norm/0: it takes whole sequences", groupNorm(2));
    refused(
        "fixed-point/0: it takes whole sequences", fixedPoint(4, concatenate(), dense(4, TANH)));
    refused("flatten/0: it takes whole sequences", flatten());
    refused("Own/0: it takes whole sequences", new Own());
    refused("implements Stepwise", new Own());
  }

  private static void refused(String expected, Layer layer) {
    refused(expected, words().layer(sequence(embedding(7, 4), layer, dense(7))).build(), TIME);
  }

  @Test
  void whatOneStepHasNotIsRefused() {
    refused(
        "dense/0: it has 'weight' in shape [4, 7] for all steps together",
        words().layer(scale(1, 0)).layer(dense(7)).build(),
        TIME);
    refused(
        "learnedPositions has vectors for 4 steps, not for 5",
        words().layer(sequence(embedding(7, 4), learnedPositions(), dense(7))).build(),
        TIME + 1);
    for (Layer layer : List.of(lstm(3, Returns.ALL), causalAttention(2))) {
      refused(
          "how many steps a sequence has, which nobody knows before its end",
          words()
              .input("length", new TensorType(DType.I32, Shape.of()))
              .layer("vectors", embedding(7, 4), "words")
              .layer("layer", layer, "vectors", "length")
              .layer("scores", dense(7))
              .build(),
          TIME);
    }
  }

  @Test
  void aLayerThatBeginsAnewAtEachStepIsRefused() {
    refused(
        "gru: it begins with states that are others at each step",
        words()
            .layer("vectors", embedding(7, 4), "words")
            .layer("summary", gru(4), "vectors")
            .layer("gru", gru(4, Returns.ALL), "vectors", "summary")
            .layer("scores", dense(7))
            .build(),
        TIME);
  }

  private static void refused(String expected, Network network, int length) {
    try (Backend backend = new ReferenceBackend()) {
      try (Model model = network.initialise(backend, 1)) {
        GeneratorBuilder builder = Generator.of(model).input("words").length(length);
        String message = assertThrows(IllegalArgumentException.class, builder::build).getMessage();
        assertTrue(message.contains(expected), message);
      }
      assertEquals(0, backend.memory().liveBytes());
    }
  }
}
