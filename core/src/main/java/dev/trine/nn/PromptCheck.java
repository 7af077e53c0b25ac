package dev.trine.nn;

import java.util.List;
import java.util.TreeSet;

/** Whether a generator can go on from prompts. */
final class PromptCheck {
  private final ExampleCheck examples;
  private final List<Network.Input> others;
  private final long words;
  private final int length;

  /**
   * @param input that takes the words
   * @param words that the network takes and scores: from 0 to below this
   * @param length steps at most
   */
  PromptCheck(Network network, String input, int words, int length) {
    this.examples = new ExampleCheck(network);
    this.others = network.inputs().stream().filter(each -> !each.name().equals(input)).toList();
    this.words = words;
    this.length = length;
    long taken = IndexCheck.rows(network).getOrDefault(input, Long.MAX_VALUE);
    if (taken < words) {
      throw new IllegalArgumentException(
          "The network scores %s words, but takes only %s of them in '%s', by the count of its embedding"
              .formatted(words, taken, input));
    }
  }

  /**
   * Checks a prompt.
   *
   * @throws IllegalArgumentException if it has words that the network does not know, more than
   *     there are steps, or not exactly the network's other inputs
   */
  void check(Prompt prompt) {
    if (prompt.words().size() > length) {
      throw new IllegalArgumentException(
          "The prompt has %s words, the generator goes along %s steps at most; length(steps) says how many"
              .formatted(prompt.words().size(), length));
    }
    for (int word : prompt.words()) {
      if (word < 0 || word >= words) {
        throw new IllegalArgumentException(
            "The prompt has the word %s, expected one of 0 to %s".formatted(word, words - 1));
      }
    }
    List<String> names = others.stream().map(Network.Input::name).sorted().toList();
    if (!List.copyOf(new TreeSet<>(prompt.given().keySet())).equals(names)) {
      throw new IllegalArgumentException(
          "The prompt is given with values of %s, beside its words the network takes %s"
              .formatted(new TreeSet<>(prompt.given().keySet()), names));
    }
    others.forEach(other -> examples.check(other, prompt.given().get(other.name())));
  }
}
