package dev.trine.conformance.generation;

import static dev.trine.nn.Layers.causalAttention;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.embedding;
import static dev.trine.nn.Layers.gru;
import static dev.trine.nn.Layers.layerNorm;
import static dev.trine.nn.Layers.learnedPositions;
import static dev.trine.nn.Layers.lstm;
import static dev.trine.nn.Layers.positions;
import static dev.trine.nn.Layers.sequence;
import static dev.trine.nn.Layers.transformer;
import static dev.trine.nn.Layers.transformerDecoder;

import dev.trine.backend.Backend;
import dev.trine.nn.Continuation;
import dev.trine.nn.Decoding;
import dev.trine.nn.Generator;
import dev.trine.nn.Layer;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Prompt;
import dev.trine.nn.Returns;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * Continuations by networks with states, with a history, and with an encoder before either: the
 * words that the reference finds, each with the same likelihood, and no memory left over.
 */
public final class GenerationCheck {
  private static final int WORDS = 6;
  private static final int END = 5;
  private static final int TIME = 8;
  private static final TensorType SEQUENCE = new TensorType(DType.I32, Shape.of(TIME));

  /** Far above what roundings come to in so few steps. */
  private static final double CLOSE = 1e-4;

  private static final List<Network> NETWORKS =
      List.of(
          words(lstm(6, Returns.ALL), gru(5, Returns.ALL)),
          words(positions(), transformer(causalAttention(2), 7, 0), layerNorm()),
          Network.builder()
              .input("source", SEQUENCE)
              .input("words", SEQUENCE)
              .layer("read", embedding(WORDS, 4), "source")
              .layer("encoder", lstm(5, Returns.STATES), "read", "source")
              .layer("written", embedding(WORDS, 4), "words")
              .layer("decoder", lstm(5, Returns.ALL), "written", "encoder", "encoder:1")
              .layer("scores", dense(WORDS))
              .build(),
          Network.builder()
              .input("source", SEQUENCE)
              .input("words", SEQUENCE)
              .layer("read", sequence(embedding(WORDS, 4, 0), transformer(2, 5)), "source")
              .layer("written", sequence(embedding(WORDS, 4), learnedPositions()), "words")
              .layer("decoder", transformerDecoder(2, 5), "written", "read")
              .layer("scores", dense(WORDS))
              .build());

  private static final List<Decoding> DECODINGS =
      List.of(
          Decoding.greedy(),
          Decoding.sampling(1).withTopK(4),
          Decoding.beam(3).withLengthPenalty(0.6));

  private static Network words(Layer... layers) {
    return Network.builder()
        .input("words", SEQUENCE)
        .layer(embedding(WORDS, 4))
        .layer(sequence(layers))
        .layer(dense(WORDS))
        .build();
  }

  private GenerationCheck() {}

  /**
   * Checks a backend.
   *
   * @throws AssertionError if words or likelihoods differ, or if memory is left over
   */
  public static void run(Backend backend) {
    long before = backend.memory().liveBytes();
    for (Network network : NETWORKS) {
      for (Decoding decoding : DECODINGS) {
        List<Continuation> expected;
        try (Backend reference = new ReferenceBackend()) {
          expected = continuations(reference, network, decoding);
        }
        check(decoding, expected, continuations(backend, network, decoding));
      }
    }
    if (backend.memory().liveBytes() != before) {
      throw new AssertionError("Generation leaves memory behind: " + backend.memory());
    }
  }

  private static void check(
      Decoding decoding, List<Continuation> expected, List<Continuation> found) {
    for (int i = 0; i < expected.size(); i++) {
      Continuation one = expected.get(i);
      Continuation other = found.get(i);
      double apart = Math.abs(one.logProbability() - other.logProbability());
      if (!one.words().equals(other.words()) || one.ended() != other.ended() || !(apart <= CLOSE)) {
        throw new AssertionError(
            "Generation by %s: found %s, the reference %s".formatted(decoding, other, one));
      }
    }
  }

  /** Of prompts of two lengths side by side, and again of one of them. */
  private static List<Continuation> continuations(
      Backend backend, Network network, Decoding decoding) {
    try (Model model = network.initialise(backend, 3);
        Generator generator =
            Generator.of(model).input("words").decoding(decoding).end(END).prompts(2).build()) {
      List<Continuation> all =
          new ArrayList<>(
              generator.generate(List.of(prompt(network, 1), prompt(network, 2, 0, 3))));
      all.addAll(generator.generate(List.of(prompt(network, 4))));
      return all;
    }
  }

  private static Prompt prompt(Network network, int... words) {
    Prompt prompt = Prompt.of(words);
    return network.inputs().size() == 1
        ? prompt
        : prompt.with("source", words[0], 2, 4, 0, 1, 1, 0, 3);
  }
}
