package dev.trine.nn;

import java.util.List;

/**
 * What a {@link Generator} makes of a prompt.
 *
 * @param words behind those of the prompt, without the one that ends a sequence
 * @param logProbability the natural logarithm of their probability by the network, and of that of
 *     the end if it has come
 * @param ended whether the word has come that ends a sequence; else there was no room for more
 */
public record Continuation(List<Integer> words, double logProbability, boolean ended) {
  public Continuation {
    words = List.copyOf(words);
  }
}
