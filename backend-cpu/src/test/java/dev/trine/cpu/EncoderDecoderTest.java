package dev.trine.cpu;

import static dev.trine.nn.Layers.attention;
import static dev.trine.nn.Layers.bidirectional;
import static dev.trine.nn.Layers.concatenate;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.embedding;
import static dev.trine.nn.Layers.gru;
import static dev.trine.nn.Layers.layerNorm;
import static dev.trine.nn.Layers.lstm;
import static dev.trine.nn.Layers.positions;
import static dev.trine.nn.Layers.sequence;
import static dev.trine.nn.Layers.transformer;
import static dev.trine.nn.Layers.transformerDecoder;
import static dev.trine.train.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.conformance.training.Reversal;
import dev.trine.data.Dataset;
import dev.trine.nn.Continuation;
import dev.trine.nn.Decoding;
import dev.trine.nn.Generator;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Prompt;
import dev.trine.nn.Returns;
import dev.trine.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** From sequence to sequence, by teacher forcing: sequences of their own are reversed. */
class EncoderDecoderTest {
  private static final int TIME = 4;

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of(Named.of("states", handingOnStates()), 0.02),
        Arguments.of(Named.of("states and attention", attending()), 0.02),
        Arguments.of(Named.of("transformer", transforming()), 0.01));
  }

  /** All that the decoder knows of the source are two states (Sutskever et al. 2014). */
  private static Network handingOnStates() {
    return Reversal.network(TIME)
        .layer("symbols", embedding(Reversal.SYMBOLS, 6), "source")
        .layer("encoder", lstm(24, Returns.STATES), "symbols", "length")
        .layer("given", embedding(Reversal.SYMBOLS + 1, 6), "before")
        .layer("decoder", lstm(24, Returns.ALL), "given", "encoder", "encoder:1")
        .layer("answer", dense(Reversal.SYMBOLS + 1))
        .build();
  }

  /** The decoder begins with what both ways end with, and asks the steps of the encoder. */
  private static Network attending() {
    return Reversal.network(TIME)
        .layer("symbols", embedding(Reversal.SYMBOLS, 6), "source")
        .layer("encoder", bidirectional(gru(8, Returns.ALL_AND_STATES)), "symbols", "length")
        .layer("given", embedding(Reversal.SYMBOLS + 1, 6), "before")
        .layer("decoder", gru(16, Returns.ALL), "given", "encoder:1")
        .layer("found", attention(1), "decoder", "encoder", "length")
        .layer("both", concatenate(), "decoder", "found")
        .layer("answer", dense(Reversal.SYMBOLS + 1))
        .build();
  }

  private static Network transforming() {
    return Reversal.network(TIME)
        .layer("symbols", sequence(embedding(Reversal.SYMBOLS, 16), positions()), "source")
        .layer("encoder", transformer(2, 32), "symbols", "length")
        .layer("given", sequence(embedding(Reversal.SYMBOLS + 1, 16), positions()), "before")
        .layer("decoder", transformerDecoder(2, 32), "given", "encoder", "length")
        .layer("answer", sequence(layerNorm(), dense(Reversal.SYMBOLS + 1)))
        .build();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void learnsToReverse(Network network, double rate, @TempDir Path folder) throws IOException {
    Dataset.Split sequences = Reversal.all(TIME).split(0.8, 1);
    try (Backend backend = CpuBackend.open(BackendOptions.defaults());
        Model model = network.initialise(backend, 1)) {
      Trainer trainer = Trainer.of(model).optimizer(adam(rate)).batch(16).epochs(30).build();
      trainer.fit(sequences.train());
      double accuracy = model.evaluate(sequences.test()).accuracy();
      assertTrue(accuracy > 0.98, "accuracy is " + accuracy);

      for (Decoding decoding : List.of(Decoding.greedy(), Decoding.beam(2))) {
        assertEquals(64, reversed(model, decoding), 3);
      }

      Path file = folder.resolve("reversal.safetensors");
      model.save(file);
      try (Model loaded = Model.load(backend, file)) {
        assertEquals(network, loaded.network());
        assertEquals(accuracy, loaded.evaluate(sequences.test()).accuracy(), 1e-6);
      }
    }
  }

  /** How many of 64 sequences come out reversed, word by word and all side by side. */
  private static int reversed(Model model, Decoding decoding) {
    List<Prompt> prompts = new ArrayList<>();
    List<List<Integer>> expected = new ArrayList<>();
    for (int number = 0; number < 64; number++) {
      int first = number / 16;
      int second = number / 4 % 4;
      int third = number % 4;
      prompts.add(
          Prompt.of(Reversal.BEGIN).with("source", first, second, third, 0).with("length", 3));
      expected.add(List.of(third, second, first));
    }
    try (Generator generator =
        Generator.of(model)
            .input("before")
            .decoding(decoding)
            .prompts(64)
            .end(Reversal.BEGIN)
            .build()) {
      List<Continuation> found = generator.generate(prompts);
      return (int)
          IntStream.range(0, 64)
              .filter(i -> found.get(i).words().equals(expected.get(i)) && found.get(i).ended())
              .count();
    }
  }
}
