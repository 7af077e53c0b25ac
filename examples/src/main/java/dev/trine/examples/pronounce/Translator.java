package dev.trine.examples.pronounce;

import static dev.trine.backend.Activation.TANH;
import static dev.trine.nn.Layers.attention;
import static dev.trine.nn.Layers.bidirectional;
import static dev.trine.nn.Layers.concatenate;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.dropout;
import static dev.trine.nn.Layers.embedding;
import static dev.trine.nn.Layers.gru;
import static dev.trine.nn.Layers.sequence;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Schedule.cosine;

import dev.trine.backend.Backend;
import dev.trine.data.Dataset;
import dev.trine.examples.pronounce.Pronunciations.Entry;
import dev.trine.nn.Generator;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Prompt;
import dev.trine.nn.Returns;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import dev.trine.train.Trainer;
import dev.trine.train.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An encoder that reads the letters both ways, and a decoder that says phoneme after phoneme and
 * attends to letters at each (Bahdanau et al. 2015). Nobody tells it which letters stand for what.
 */
record Translator(Model model) implements AutoCloseable {
  private static final List<String> PHONEMES =
      List.of(
          ("AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH"
                  + " UW V W Y Z ZH end")
              .split(" "));

  /** The word that ends an answer, and the one that it begins with. */
  private static final int END = PHONEMES.size() - 1;

  private static final int TIME = Letters.MOST + 1;
  private static final int UNITS = 96;

  static final Network NETWORK =
      Network.builder()
          .input("letters", TensorType.i32(TIME))
          .input("length", new TensorType(DType.I32, Shape.of()))
          .input("before", TensorType.i32(TIME))
          .layer("read", embedding(Letters.COUNT, 32, 0), "letters")
          .layer("encoder", bidirectional(gru(UNITS, Returns.ALL_AND_STATES)), "read", "length")
          .layer("told", embedding(PHONEMES.size(), 32), "before")
          .layer("decoder", gru(2 * UNITS, Returns.ALL), "told", "encoder:1")
          .layer("asked", attention(1), "decoder", "encoder", "length")
          .layer("both", concatenate(), "decoder", "asked")
          .layer(
              "phoneme",
              sequence(dropout(0.3), dense(2 * UNITS, TANH), dropout(0.3), dense(PHONEMES.size())))
          .build();

  /** Trained on words as they are. */
  static Translator trained(
      Backend backend, List<Entry> entries, int epochs, TrainingListener listener) {
    Model model = NETWORK.initialise(backend, 1);
    Trainer.of(model)
        .optimizer(adam(3e-3))
        .clipNorm(1)
        .schedule(cosine(epochs, 0.01))
        .batch(64)
        .epochs(epochs)
        .listener(listener)
        .build()
        .fit(data(entries));
    return new Translator(model);
  }

  /** At each step the decoder is told the phoneme before, and is to say this one. */
  private static Dataset data(List<Entry> entries) {
    int count = entries.size();
    int[][] letters = new int[count][TIME];
    int[][] length = new int[count][1];
    int[][] before = new int[count][TIME];
    int[][] phonemes = new int[count][TIME];
    int[][] steps = new int[count][1];
    for (int i = 0; i < count; i++) {
      Entry entry = entries.get(i);
      int end = entry.phonemes().size();
      letters[i] = letters(entry.word());
      length[i][0] = entry.word().length();
      steps[i][0] = end + 1;
      before[i][0] = END;
      Arrays.fill(phonemes[i], -1);
      for (int step = 0; step < end; step++) {
        phonemes[i][step] = PHONEMES.indexOf(entry.phonemes().get(step));
        before[i][step + 1] = phonemes[i][step];
      }
      phonemes[i][end] = END;
    }
    return Dataset.builder()
        .input("letters", Shape.of(TIME), letters)
        .input("length", Shape.of(), length)
        .input("before", Shape.of(TIME), before)
        .input("steps", Shape.of(), steps)
        .labels("phoneme", Shape.of(TIME), phonemes, PHONEMES)
        .build()
        .padded("length", "letters")
        .padded("steps", "before", "phoneme");
  }

  private static int[] letters(String word) {
    int[] letters = new int[TIME];
    Arrays.setAll(letters, at -> Letters.number(word, at));
    return letters;
  }

  /** What it says of each word. */
  List<List<String>> phonemes(List<String> words) {
    if (words.isEmpty()) {
      return List.of();
    }
    List<List<String>> said = new ArrayList<>();
    int most = Math.min(words.size(), 100);
    try (Generator generator = Generator.of(model).input("before").end(END).prompts(most).build()) {
      for (int from = 0; from < words.size(); from += most) {
        List<Prompt> prompts =
            words.subList(from, Math.min(words.size(), from + most)).stream()
                .map(Translator::prompt)
                .toList();
        generator
            .generate(prompts)
            .forEach(answer -> said.add(answer.words().stream().map(PHONEMES::get).toList()));
      }
    }
    return said;
  }

  private static Prompt prompt(String word) {
    float[] letters = new float[TIME];
    for (int i = 0; i < TIME; i++) {
      letters[i] = Letters.number(word, i);
    }
    return Prompt.of(END).with("letters", letters).with("length", word.length());
  }

  @Override
  public void close() {
    model.close();
  }
}
