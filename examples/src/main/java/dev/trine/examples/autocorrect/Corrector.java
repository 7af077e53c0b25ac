package dev.trine.examples.autocorrect;

import static dev.trine.backend.Activation.RELU;
import static dev.trine.nn.Layers.activate;
import static dev.trine.nn.Layers.add;
import static dev.trine.nn.Layers.averagePool1d;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.embedding;
import static dev.trine.nn.Layers.flatten;
import static dev.trine.nn.Layers.sequence;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Schedule.cosine;

import dev.trine.backend.Backend;
import dev.trine.data.Dataset;
import dev.trine.data.DatasetBuilder;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.NetworkBuilder;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import dev.trine.train.Trainer;
import dev.trine.train.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts the nearest words into the order of how likely they were meant. Of each edit that makes what
 * was typed of a word a network says what it costs, seeing the letters around it; what the edits
 * cost and how common the word is add up to the word's score, and a softmax over the scores of all
 * nearest words is trained to name the one that was meant.
 */
record Corrector(Model model, Nearest nearest) implements AutoCloseable {
  /** How many of the nearest words are looked at, and how many edits there are room for. */
  static final int WORDS = 16;

  private static final int EDITS = Nearest.FARTHEST;
  private static final int WIDTH = 32;

  static final Network NETWORK = network();

  private static Network network() {
    NetworkBuilder network = Network.builder();
    String[] tables = new String[EditFeature.values().length];
    for (EditFeature feature : EditFeature.values()) {
      tables[feature.ordinal()] = feature.name() + " table";
      network
          .input(feature.name(), TensorType.i32(WORDS * EDITS))
          .layer(tables[feature.ordinal()], embedding(feature.count(), WIDTH), feature.name());
    }
    return network
        .input("commonness", Shape.of(WORDS, 1))
        .layer("edit", add(), tables)
        .layer("cost", sequence(activate(RELU), dense(WIDTH, RELU), dense(1)))
        .layer("costs of word", averagePool1d(EDITS))
        .layer("weight", dense(1), "commonness")
        .layer("score", add(), "costs of word", "weight")
        .layer("scores", flatten())
        .build();
  }

  /** Trained on slips; those whose word is not among the nearest are left out. */
  static Corrector trained(
      Backend backend,
      Nearest nearest,
      List<Misspelling> slips,
      int epochs,
      TrainingListener listener) {
    List<List<Integer>> candidates =
        slips.parallelStream().map(slip -> nearest.to(slip.typed(), WORDS)).toList();
    int[] labels =
        IntStream.range(0, slips.size())
            .map(i -> candidates.get(i).indexOf(nearest.list().places().get(slips.get(i).word())))
            .toArray();
    int[] found = IntStream.range(0, labels.length).filter(i -> labels[i] >= 0).toArray();
    Dataset data =
        inputs(
                nearest.list(),
                Arrays.stream(found).mapToObj(i -> slips.get(i).typed()).toList(),
                Arrays.stream(found).mapToObj(candidates::get).toList())
            .labels(
                "scores",
                Arrays.stream(found).map(i -> labels[i]).toArray(),
                IntStream.range(0, WORDS).mapToObj(Integer::toString).toList())
            .build();
    Model model = NETWORK.initialise(backend, 1);
    Trainer.of(model)
        .optimizer(adam(3e-3))
        .schedule(cosine(epochs, 0.01))
        .batch(256)
        .epochs(epochs)
        .listener(listener)
        .build()
        .fit(data);
    return new Corrector(model, nearest);
  }

  /** For each of what was typed the words that may have been meant, likeliest first. */
  List<List<String>> corrections(List<String> typed) {
    if (typed.isEmpty()) {
      return List.of();
    }
    List<List<Integer>> candidates =
        typed.parallelStream().map(each -> nearest.to(each, WORDS)).toList();
    float[][] scores = model.predict(inputs(nearest.list(), typed, candidates).build());
    List<List<String>> corrections = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      float[] row = scores[i];
      List<Integer> words = candidates.get(i);
      corrections.add(
          IntStream.range(0, words.size())
              .boxed()
              .sorted(Comparator.comparing(place -> -row[place]))
              .map(place -> nearest.list().words().get(words.get(place)))
              .toList());
    }
    return corrections;
  }

  /**
   * What the network is told; where there are fewer words than room, of words that nobody writes.
   */
  private static DatasetBuilder inputs(
      WordList list, List<String> typed, List<List<Integer>> candidates) {
    int[][][] told = new int[EditFeature.values().length][typed.size()][WORDS * EDITS];
    float[][] commonness = new float[typed.size()][WORDS];
    for (int i = 0; i < typed.size(); i++) {
      Arrays.fill(commonness[i], -10);
      for (int word = 0; word < candidates.get(i).size(); word++) {
        int place = candidates.get(i).get(word);
        commonness[i][word] = (float) Math.log10(list.counts()[place]);
        List<Edit> edits = Edit.between(list.words().get(place), typed.get(i));
        for (int edit = 0; edit < edits.size(); edit++) {
          for (EditFeature each : EditFeature.values()) {
            told[each.ordinal()][i][EDITS * word + edit] = each.number(edits.get(edit));
          }
        }
      }
    }
    DatasetBuilder inputs = Dataset.builder();
    for (EditFeature each : EditFeature.values()) {
      inputs.input(each.name(), Shape.of(WORDS * EDITS), told[each.ordinal()]);
    }
    return inputs.input("commonness", Shape.of(WORDS, 1), commonness);
  }

  @Override
  public void close() {
    model.close();
  }
}
