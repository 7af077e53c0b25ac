package dev.trine.nn;

import dev.trine.backend.Backend;
import dev.trine.backend.Ticket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Goes on with sequences, word by word, by a network that was trained to say at each step which
 * word comes next: a language model, or a decoder of what an encoder has read.
 *
 * <p>The network is compiled for one step of all sequences, when this is made; nothing is compiled
 * or allocated on the device for a word or a length. What layers have to know of the steps before
 * stays on the device: states of recurrent layers, keys and values of causal attention. Layers that
 * take nothing of the words, an encoder's, run once for each prompt. Prompts are read by the same
 * step, one word at a time; those of several lengths go side by side, and none changes what becomes
 * of another, beyond rounding.
 *
 * <p>Words are chosen on the host, by scores that are the logarithms of probabilities but for a
 * constant, as {@link Losses#softmaxCrossEntropy} takes them. The weights are those that the model
 * has at the time of each call; close this before the model. Any thread may call it, one at a time:
 * it holds the monitor of the backend, as a {@link Predictor} does.
 */
public final class Generator implements AutoCloseable {
  private final Backend backend;
  private final GenerationPrograms programs;
  private final PromptCheck check;
  private final Decoding decoding;
  private final GenerationSize size;
  private final int end;
  private final SplittableRandom random;

  Generator(
      Backend backend,
      GenerationPrograms programs,
      PromptCheck check,
      Decoding decoding,
      GenerationSize size,
      int end) {
    this.backend = backend;
    this.programs = programs;
    this.check = check;
    this.decoding = decoding;
    this.size = size;
    this.end = end;
    this.random = new SplittableRandom(decoding instanceof Sampling sampling ? sampling.seed() : 0);
  }

  /** Begins to describe how a model generates. */
  public static GeneratorBuilder of(Model model) {
    return new GeneratorBuilder(model);
  }

  /** What comes behind these words, by a network that takes nothing else. */
  public Continuation generate(int... words) {
    return generate(Prompt.of(words));
  }

  /**
   * What comes behind a prompt.
   *
   * @throws IllegalArgumentException if the network cannot take it
   * @throws IllegalStateException if the network gives scores that are no numbers
   */
  public Continuation generate(Prompt prompt) {
    return generate(List.of(prompt)).get(0);
  }

  /**
   * What comes behind each of several prompts, in their order.
   *
   * @throws IllegalArgumentException if the network cannot take one, or if there are more than this
   *     was made for
   * @throws IllegalStateException if the network gives scores that are no numbers
   */
  public List<Continuation> generate(List<Prompt> prompts) {
    int most = size.rows() / decoding.width();
    if (prompts.isEmpty() || prompts.size() > most) {
      throw new IllegalArgumentException(
          "%s prompts, expected 1 to %s; prompts(most) says how many the generator takes"
              .formatted(prompts.size(), most));
    }
    prompts.forEach(check::check);
    List<Search> searches = prompts.stream().map(this::search).toList();
    synchronized (backend) {
      programs.begin(given(prompts));
      walk(prompts, searches);
    }
    return searches.stream().map(Search::found).toList();
  }

  private Search search(Prompt prompt) {
    int most = Math.min(prompt.most(), size.length() - prompt.words().size() + 1);
    if (decoding instanceof Beam beam) {
      return new BeamSearch(beam, end, most);
    }
    return decoding instanceof Sampling sampling
        ? new SingleSearch(new Draw(sampling, random.split()), end, most)
        : new SingleSearch(WordScores::likeliest, end, most);
  }

  /** What is given for each row; for rows that nobody asks for it is what the first has. */
  private List<Map<String, float[]>> given(List<Prompt> prompts) {
    List<Map<String, float[]>> rows = new ArrayList<>();
    for (int row = 0; row < size.rows(); row++) {
      int prompt = row / decoding.width();
      rows.add(prompts.get(prompt < prompts.size() ? prompt : 0).given());
    }
    return rows;
  }

  /** Step by step, all prompts together, until each has its continuation. */
  private void walk(List<Prompt> prompts, List<Search> searches) {
    int[] words = new int[size.rows()];
    int[] parents = new int[size.rows()];
    float[] scores = new float[size.rows() * programs.words()];
    Arrays.setAll(parents, row -> row);
    for (int step = 0; !searches.stream().allMatch(Search::hasEnded); step++) {
      for (int i = 0; i < searches.size(); i++) {
        place(prompts.get(i), searches.get(i), step, i * decoding.width(), words, parents);
      }
      Ticket free = programs.step(words, step, parents);
      int now = step;
      if (prompts.stream().allMatch(prompt -> now + 1 < prompt.words().size())) {
        free.await();
        continue;
      }
      programs.scores(scores);
      for (int i = 0; i < searches.size(); i++) {
        if (step + 1 >= prompts.get(i).words().size() && !searches.get(i).hasEnded()) {
          searches.get(i).take(rows(scores, i * decoding.width()));
        }
      }
    }
  }

  /** Writes the words of a prompt's rows, and which rows they go on from, from a row on. */
  private void place(Prompt prompt, Search search, int step, int from, int[] words, int[] parents) {
    if (step < prompt.words().size()) {
      Arrays.fill(words, from, from + decoding.width(), prompt.words().get(step));
    } else if (!search.hasEnded()) {
      for (int row = 0; row < decoding.width(); row++) {
        words[from + row] = search.word(row);
        parents[from + row] = from + search.parent(row);
      }
    }
  }

  private List<WordScores> rows(float[] scores, int from) {
    List<WordScores> rows = new ArrayList<>();
    for (int row = from; row < from + decoding.width(); row++) {
      rows.add(new WordScores(scores, row * programs.words(), programs.words()));
    }
    return rows;
  }

  /** Gives its memory back. Closing twice is harmless. */
  @Override
  public void close() {
    synchronized (backend) {
      programs.close();
    }
  }
}
