package dev.trine.nn;

import dev.trine.tensor.DType;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.Objects;

/** Describes how a {@link Generator} goes; what is not said has the value of the field here. */
public final class GeneratorBuilder {
  private final Model model;
  private Decoding decoding = Decoding.greedy();
  private int prompts = 1;
  private int end = -1;
  private int length;
  private String input;
  private String output;

  GeneratorBuilder(Model model) {
    this.model = Objects.requireNonNull(model, "model is null");
  }

  /** How words are chosen; by default the likeliest each. */
  public GeneratorBuilder decoding(Decoding value) {
    decoding = Objects.requireNonNull(value, "decoding is null");
    return this;
  }

  /** The word that ends a sequence; by default none does. */
  public GeneratorBuilder end(int word) {
    if (word < 0) {
      throw new IllegalArgumentException("end is word %s, expected 0 or more".formatted(word));
    }
    end = word;
    return this;
  }

  /**
   * So many steps at most, each of which takes a word of the prompt or one that was generated; by
   * default as many as the network is made for. What attention remembers takes memory for as many.
   */
  public GeneratorBuilder length(int steps) {
    length = atLeastOne("length", steps);
    return this;
  }

  /** So many prompts at most at the same time; 1 by default. */
  public GeneratorBuilder prompts(int most) {
    prompts = atLeastOne("prompts", most);
    return this;
  }

  /** The input that takes the words, of a network of several. */
  public GeneratorBuilder input(String name) {
    input = name;
    return this;
  }

  /** The output that scores the words that may come next, of a network of several. */
  public GeneratorBuilder output(String name) {
    output = name;
    return this;
  }

  private static int atLeastOne(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s is %s, expected at least 1".formatted(what, value));
    }
    return value;
  }

  /**
   * Compiles the network for one step.
   *
   * @throws IllegalArgumentException if it cannot go along sequences step by step, names the layer
   *     and says why; or if input and output are none of words
   * @throws IllegalStateException if it has several inputs or outputs, and it was not said which
   */
  public Generator build() {
    Network network = model.network();
    String words = input == null ? network.onlyInput() : input;
    String scores = output == null ? network.onlyOutput() : output;
    network.output(scores);
    TensorType type = type(network, words);
    int time = Math.toIntExact(type.shape().dimension(0));
    int rows = Math.multiplyExact(prompts, decoding.width());
    GenerationSize size = new GenerationSize(rows, length == 0 ? time : length, time);
    GenerationPrograms programs =
        new GenerationPrograms(model, size, words, scores, decoding instanceof Beam);
    try {
      PromptCheck check = new PromptCheck(network, words, programs.words(), size.length());
      if (end >= programs.words()) {
        throw new IllegalArgumentException(
            "end is word %s, expected one of 0 to %s".formatted(end, programs.words() - 1));
      }
      return new Generator(model.backend(), programs, check, decoding, size, end);
    } catch (RuntimeException | Error failure) {
      programs.close();
      throw failure;
    }
  }

  private static TensorType type(Network network, String words) {
    List<Network.Input> found =
        network.inputs().stream().filter(each -> each.name().equals(words)).toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "The network has no input '%s' among %s"
              .formatted(words, network.inputs().stream().map(Network.Input::name).toList()));
    }
    TensorType type = found.get(0).type();
    if (type.type() != DType.I32 || type.shape().rank() != 1) {
      throw new IllegalArgumentException(
          "The input '%s' takes %s, expected the numbers of words, I32[time]"
              .formatted(words, type));
    }
    return type;
  }
}
