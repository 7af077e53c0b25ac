package dev.trine.nn;

import static dev.trine.nn.Layers.causalAttention;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.embedding;
import static dev.trine.nn.Layers.gru;
import static dev.trine.nn.Layers.lstm;
import static dev.trine.nn.Layers.positions;
import static dev.trine.nn.Layers.sequence;
import static dev.trine.nn.Layers.transformer;
import static dev.trine.nn.Layers.transformerDecoder;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.InterceptedBackend;
import dev.trine.backend.Backend;
import dev.trine.data.Dataset;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is chosen, how it ends, and that nothing is compiled on the way. */
class GeneratorTest {
  private static final int WORDS = 4;
  private static final int END = 3;
  private static final int TIME = 4;

  private final Backend backend = new ReferenceBackend();

  @AfterEach
  void close() {
    assertEquals(0, backend.memory().liveBytes(), () -> backend.memory() + "");
    backend.close();
  }

  static Stream<Network> networks() {
    return Stream.of(recurrent(), attentive());
  }

  private static Network recurrent() {
    return network(
        sequence(embedding(WORDS, 4), lstm(5, Returns.ALL), gru(4, Returns.ALL), dense(WORDS)));
  }

  private static Network attentive() {
    return network(
        sequence(
            embedding(WORDS, 4), positions(), transformer(causalAttention(2), 5, 0), dense(WORDS)));
  }

  private static Network network(Layer layer) {
    return Network.builder()
        .input("words", new TensorType(DType.I32, Shape.of(TIME)))
        .layer(layer)
        .build();
  }

  /** With weights so large that words are not all as likely. */
  private Model model(Network network) {
    return model(network, 7);
  }

  private Model model(Network network, long seed) {
    Model model = network.initialise(backend, seed);
    for (String name : model.layout().names()) {
      float[] values = model.read(name);
      for (int i = 0; i < values.length; i++) {
        values[i] *= 1.5f;
      }
      model.write(name, values);
    }
    return model;
  }

  /** ln P of each word behind the first {@code prompt} of each sequence, [sequence][step][word]. */
  private static double[][][] logProbabilities(Model model, int[][] sequences) {
    float[][] scores =
        model.predict(Dataset.builder().input("words", Shape.of(TIME), sequences).build());
    double[][][] all = new double[sequences.length][TIME][WORDS];
    for (int i = 0; i < all.length; i++) {
      for (int t = 0; t < TIME; t++) {
        double sum = 0;
        for (int word = 0; word < WORDS; word++) {
          sum += Math.exp(scores[i][t * WORDS + word]);
        }
        for (int word = 0; word < WORDS; word++) {
          all[i][t][word] = scores[i][t * WORDS + word] - Math.log(sum);
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theGreedyTakeTheLikeliestWordEachTime(Network network) {
    try (Model model = model(network);
        Generator generator = Generator.of(model).end(END).build()) {
      for (int first = 0; first < 2; first++) {
        Continuation found = generator.generate(first, 1);
        int[] sequence = Arrays.copyOf(new int[] {first, 1}, TIME + 1);
        double sum = 0;
        int length = 2;
        while (length <= TIME && (length == 2 || sequence[length - 1] != END)) {
          double[] next =
              logProbabilities(model, new int[][] {Arrays.copyOf(sequence, TIME)})[0][length - 1];
          int likeliest = IntStream.range(0, WORDS).reduce(0, (a, b) -> next[b] > next[a] ? b : a);
          sequence[length++] = likeliest;
          sum += next[likeliest];
        }
        boolean ended = sequence[length - 1] == END;
        List<Integer> words =
            Arrays.stream(sequence, 2, ended ? length - 1 : length).boxed().toList();
        assertEquals(words, found.words());
        assertEquals(ended, found.ended());
        assertEquals(sum, found.logProbability(), 1e-5);
      }
    }
  }

  /** Of all sequences that there are, the best, by the longest way round. */
  @ParameterizedTest
  @MethodSource("networks")
  void aBeamThatLosesNothingFindsTheBest(Network network) {
    int[][] sequences =
        IntStream.range(0, 1 << 2 * TIME)
            .mapToObj(i -> IntStream.range(0, TIME).map(t -> i >> 2 * t & 3).toArray())
            .toArray(int[][]::new);
    int[][] inputs = new int[sequences.length][TIME];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i][0] = 1;
      System.arraycopy(sequences[i], 0, inputs[i], 1, TIME - 1);
    }
    int better = 0;
    for (int seed = 0; seed < 6; seed++) {
      double penalty = seed / 2.0;
      Beam beam = Decoding.beam(36).withLengthPenalty(penalty);
      try (Model model = model(network, seed);
          Generator greedy = Generator.of(model).end(END).build();
          Generator generator = Generator.of(model).decoding(beam).end(END).build()) {
        Continuation expected = best(sequences, logProbabilities(model, inputs), penalty);
        Continuation found = generator.generate(1);
        assertEquals(expected.words(), found.words());
        assertEquals(expected.ended(), found.ended());
        assertEquals(expected.logProbability(), found.logProbability(), 1e-5);
        better += greedy.generate(1).words().equals(found.words()) ? 0 : 1;
      }
    }
    assertTrue(better > 0, "the greedy would do as well");
  }

  private static Continuation best(int[][] sequences, double[][][] all, double penalty) {
    Continuation best = null;
    double bestScore = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < sequences.length; i++) {
      double sum = 0;
      int count = 0;
      boolean ended = false;
      while (count < TIME && !ended) {
        sum += all[i][count][sequences[i][count]];
        ended = sequences[i][count++] == END;
      }
      double score = sum / Math.pow((5.0 + count) / 6, penalty);
      if (score > bestScore + 1e-9) {
        bestScore = score;
        List<Integer> words =
            Arrays.stream(sequences[i], 0, ended ? count - 1 : count).boxed().toList();
        best = new Continuation(words, sum, ended);
      }
    }
    return best;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aBeamOfOneIsGreedy(Network network) {
    try (Model model = model(network);
        Generator beam = Generator.of(model).decoding(Decoding.beam(1)).end(END).build();
        Generator greedy = Generator.of(model).end(END).build()) {
      for (int first = 0; first < WORDS; first++) {
        assertEquals(greedy.generate(first), beam.generate(first));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void promptsSideBySideAreAsEachAlone(Network network) {
    for (Decoding decoding : List.of(Decoding.greedy(), Decoding.beam(3))) {
      try (Model model = model(network);
          Generator several =
              Generator.of(model).decoding(decoding).prompts(4).end(END).length(7).build();
          Generator one = Generator.of(model).decoding(decoding).end(END).length(7).build()) {
        List<Prompt> prompts =
            List.of(Prompt.of(0), Prompt.of(1, 2, 1, 0).atMost(2), Prompt.of(2, 1, 1, 0, 1, 2, 2));
        List<Continuation> alone = new ArrayList<>();
        prompts.forEach(prompt -> alone.add(one.generate(prompt)));
        assertEquals(alone, several.generate(prompts));
        assertEquals(alone.subList(1, 2), several.generate(prompts.subList(1, 2)));
      }
    }
  }

  @Test
  void aDecoderGoesByWhatItsEncoderHasRead() {
    TensorType source = new TensorType(DType.I32, Shape.of(3));
    Network network =
        Network.builder()
            .input("source", source)
            .input("words", new TensorType(DType.I32, Shape.of(TIME)))
            .layer("encoder", sequence(embedding(5, 8), transformer(2, 8)), "source")
            .layer("written", sequence(embedding(WORDS, 8), positions()), "words")
            .layer("decoder", transformerDecoder(2, 8), "written", "encoder")
            .layer("scores", dense(WORDS))
            .build();
    List<Prompt> prompts =
        List.of(
            Prompt.of(0).with("source", 0, 1, 2),
            Prompt.of(0).with("source", 4, 4, 3),
            Prompt.of(0, 1).with("source", 2, 2, 1));
    for (Decoding decoding : List.of(Decoding.greedy(), Decoding.beam(3))) {
      try (Model model = model(network);
          Generator several =
              Generator.of(model).input("words").decoding(decoding).prompts(3).build();
          Generator one = Generator.of(model).input("words").decoding(decoding).build()) {
        List<Continuation> found = several.generate(prompts);
        for (int i = 0; i < 3; i++) {
          assertEquals(one.generate(prompts.get(i)), found.get(i));
        }
        assertNotEquals(found.get(0), found.get(1));
        refused("values of [], beside its words the network takes [source]", () -> one.generate(0));
        refused(
            "the index 5 in 'source'", () -> one.generate(Prompt.of(0).with("source", 0, 1, 5)));
        refused("has 2 values of 'source'", () -> one.generate(Prompt.of(0).with("source", 0, 1)));
      }
      try (Model model = model(network)) {
        assertThrows(IllegalStateException.class, () -> Generator.of(model).build());
        refused("no input 'word'", () -> Generator.of(model).input("word").build());
      }
    }
  }

  @Test
  void drawsAreBySeedAndProbability() {
    try (Model model = model(recurrent())) {
      double[] logarithms = logProbabilities(model, new int[1][TIME])[0][0];
      double temperature = 2;
      int[] counts = new int[WORDS];
      int draws = 2000;
      List<Prompt> prompts = IntStream.range(0, 100).mapToObj(i -> one()).toList();
      Sampling sampling = Decoding.sampling(1).withTemperature(temperature);
      try (Generator generator = Generator.of(model).decoding(sampling).prompts(100).build()) {
        for (int i = 0; i < draws / 100; i++) {
          generator.generate(prompts).forEach(found -> counts[found.words().get(0)]++);
        }
      }
      double sum = Arrays.stream(logarithms).map(each -> Math.exp(each / temperature)).sum();
      for (int word = 0; word < WORDS; word++) {
        double p = Math.exp(logarithms[word] / temperature) / sum;
        assertEquals(draws * p, counts[word], 4 * Math.sqrt(draws * p * (1 - p)));
      }
    }
  }

  private static Prompt one() {
    return Prompt.of(0).atMost(1);
  }

  @Test
  void theSameSeedDrawsTheSameWords() {
    try (Model model = model(attentive())) {
      List<List<Continuation>> runs = new ArrayList<>();
      for (long seed : new long[] {1, 1, 2}) {
        try (Generator generator =
            Generator.of(model)
                .decoding(Decoding.sampling(seed).withTemperature(5))
                .length(30)
                .build()) {
          runs.add(List.of(generator.generate(0), generator.generate(0)));
        }
      }
      assertEquals(runs.get(0), runs.get(1));
      assertNotEquals(runs.get(0), runs.get(2));
      assertNotEquals(runs.get(0).get(0), runs.get(0).get(1));
    }
  }

  @Test
  void ofTheLikeliestWordAloneDrawsAreGreedy() {
    Sampling sampling = Decoding.sampling(1).withTemperature(9);
    try (Model model = model(attentive());
        Generator one =
            Generator.of(model).decoding(sampling.withTopK(1)).length(8).end(END).build();
        Generator two =
            Generator.of(model).decoding(sampling.withTopK(2)).length(8).end(END).build();
        Generator greedy = Generator.of(model).length(8).end(END).build()) {
      for (int first = 0; first < WORDS; first++) {
        assertEquals(greedy.generate(first), one.generate(first));
      }
      double[] next = logProbabilities(model, new int[1][TIME])[0][0];
      List<Integer> order =
          IntStream.range(0, WORDS)
              .boxed()
              .sorted((a, b) -> Double.compare(next[b], next[a]))
              .toList();
      for (int i = 0; i < 50; i++) {
        Continuation found = two.generate(one());
        int drawn = found.ended() ? END : found.words().get(0);
        assertTrue(order.subList(0, 2).contains(drawn), order + " " + drawn);
      }
    }
  }

  /** Weights are those of the model at the time, and the state of the sequence before is gone. */
  @ParameterizedTest
  @MethodSource("networks")
  void eachCallBeginsAnew(Network network) {
    try (Model model = model(network);
        Generator generator = Generator.of(model).length(8).build()) {
      Continuation first = generator.generate(0);
      assertNotEquals(first, generator.generate(2, 1, 1));
      assertEquals(first, generator.generate(0));
      String bias = "sequence/0/dense/0/bias";
      float[] values = model.read(bias);
      values[2] += 1e3f;
      model.write(bias, values);
      assertEquals(List.of(2, 2), generator.generate(Prompt.of(0).atMost(2)).words());
      values[2] = Float.NaN;
      model.write(bias, values);
      String message =
          assertThrows(IllegalStateException.class, () -> generator.generate(0)).getMessage();
      assertTrue(message.contains("The score of word 2 is NaN"), message);
      values[2] = 0;
      model.write(bias, values);
      assertFalse(Double.isNaN(generator.generate(0).logProbability()));
    }
  }

  /** Two programs, one of which runs before the first step; then nothing is bound or allocated. */
  @Test
  void nothingIsCompiledForAWordOrALength() {
    AtomicInteger bound = new AtomicInteger();
    try (Backend counting =
            InterceptedBackend.of(
                (reference, op, real) -> {
                  bound.incrementAndGet();
                  return real.bind(op.arguments());
                });
        Model model = attentive().initialise(counting, 1)) {
      for (Decoding decoding : List.of(Decoding.greedy(), Decoding.beam(2))) {
        try (Generator generator = Generator.of(model).decoding(decoding).length(30).build()) {
          int before = bound.get();
          long bytes = counting.memory().liveBytes();
          assertEquals(25, generator.generate(Prompt.of(0).atMost(25)).words().size());
          assertEquals(10, generator.generate(new int[21]).words().size());
          assertEquals(before, bound.get());
          assertEquals(bytes, counting.memory().liveBytes());
          assertEquals(counting.memory().peakBytes(), bytes);
        }
      }
    }
  }

  @Test
  void whatCannotBeGeneratedIsRefused() {
    try (Model model = model(recurrent())) {
      GeneratorBuilder builder = Generator.of(model);
      refused("length is 0", () -> builder.length(0));
      refused("prompts is 0", () -> builder.prompts(0));
      refused("end is word -1", () -> builder.end(-1));
      refused("end is word 4, expected one of 0 to 3", () -> Generator.of(model).end(4).build());
      refused("no output 'x'", () -> Generator.of(model).output("x").build());
      refused("no input 'x'", () -> Generator.of(model).input("x").build());
      try (Generator generator = builder.build()) {
        refused(
            "The prompt has the word 4, expected one of 0 to 3", () -> generator.generate(0, 4));
        refused("The prompt has no words", () -> generator.generate());
        refused("The prompt has 5 words", () -> generator.generate(0, 1, 2, 0, 1));
        refused("2 prompts, expected 1 to 1", () -> generator.generate(List.of(one(), one())));
        refused("most is 0", () -> one().atMost(0));
      }
    }
    refused("width is 0", () -> Decoding.beam(0));
    refused("lengthPenalty is -1.0", () -> Decoding.beam(2).withLengthPenalty(-1));
    refused("temperature is 0.0", () -> Decoding.sampling(1).withTemperature(0));
    refused("topK is -1", () -> Decoding.sampling(1).withTopK(-1));
    refusedNetwork(
        "scores 5 words, but takes only 4 of them in 'words'",
        network(sequence(embedding(4, 3), dense(5))));
    Network vectors = Network.of(Shape.of(3, 4), lstm(4, Returns.ALL));
    refusedNetwork("The input 'features' takes F32[3, 4]", vectors);
    refusedNetwork(
        "The output gives the same for each word of 'words'",
        Network.builder()
            .input("words", new TensorType(DType.I32, Shape.of(TIME)))
            .input("x", Shape.of(2))
            .layer("scores", dense(4), "x")
            .layer("other", embedding(4, 4), "words")
            .output("scores", "other")
            .build());
  }

  private void refusedNetwork(String expected, Network network) {
    try (Model model = network.initialise(backend, 1)) {
      GeneratorBuilder builder = Generator.of(model);
      if (network.inputs().size() > 1) {
        builder.input("words").output("scores");
      }
      refused(expected, builder::build);
    }
  }

  private static void refused(String expected, Executable what) {
    String message = assertThrows(IllegalArgumentException.class, what).getMessage();
    assertTrue(message.contains(expected), message);
  }
}
