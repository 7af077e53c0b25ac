package dev.trine.examples.pronounce;

import static dev.trine.backend.Activation.RELU;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.dropout;
import static dev.trine.nn.Layers.embedding;
import static dev.trine.nn.Layers.flatten;
import static dev.trine.nn.Layers.sequence;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Schedule.cosine;

import dev.trine.backend.Backend;
import dev.trine.data.Dataset;
import dev.trine.metric.Scores;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import dev.trine.train.Trainer;
import java.util.ArrayList;
import java.util.List;

/**
 * A network that sees a letter with four before it and four behind it and says what it stands for,
 * as NETtalk does (Sejnowski and Rosenberg 1987), of letters alone.
 */
record Windows(Model model) implements AutoCloseable {
  private static final int SIDE = 4;
  private static final int WIDTH = 2 * SIDE + 1;

  /** Trained on aligned words. */
  static Windows trained(Backend backend, List<Aligned> words, int epochs) {
    List<String> sounds =
        words.stream().flatMap(word -> word.sounds().stream()).distinct().sorted().toList();
    int[] labels =
        words.stream().flatMap(word -> word.sounds().stream()).mapToInt(sounds::indexOf).toArray();
    int[][] windows = windows(words.stream().map(Aligned::letters).toList());
    Dataset data =
        Dataset.builder()
            .input("letters", Shape.of(WIDTH), windows)
            .labels("sound", labels, sounds)
            .build();
    Model model = network(sounds.size()).initialise(backend, 1);
    Trainer.of(model)
        .optimizer(adam(2e-3))
        .schedule(cosine(epochs, 0.01))
        .batch(128)
        .epochs(epochs)
        .build()
        .fit(data);
    return new Windows(model);
  }

  private static Network network(int sounds) {
    return Network.builder()
        .input("letters", TensorType.i32(WIDTH))
        .layer(
            sequence(
                embedding(Letters.COUNT, 16),
                flatten(),
                dense(512, RELU),
                dropout(0.2),
                dense(256, RELU),
                dropout(0.2),
                dense(sounds)))
        .build();
  }

  /** What it says of each word. */
  List<List<String>> phonemes(List<String> words) {
    Dataset data = Dataset.builder().input("letters", Shape.of(WIDTH), windows(words)).build();
    float[][] scores = model.predict(data);
    List<List<String>> said = new ArrayList<>();
    int window = 0;
    for (String word : words) {
      List<String> sounds = new ArrayList<>();
      for (int i = 0; i < word.length(); i++) {
        sounds.add(model.classes().get(Scores.largest(scores[window++])));
      }
      said.add(Aligned.phonemes(sounds));
    }
    return said;
  }

  /** Around each letter of each word. */
  private static int[][] windows(List<String> words) {
    List<int[]> windows = new ArrayList<>();
    for (String word : words) {
      for (int i = 0; i < word.length(); i++) {
        int[] window = new int[WIDTH];
        for (int j = 0; j < WIDTH; j++) {
          window[j] = Letters.number(word, i - SIDE + j);
        }
        windows.add(window);
      }
    }
    return windows.toArray(int[][]::new);
  }

  @Override
  public void close() {
    model.close();
  }
}
