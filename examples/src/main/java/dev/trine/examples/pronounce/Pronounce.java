package dev.trine.examples.pronounce;

import dev.trine.examples.EpochLines;
import dev.trine.examples.Example;
import dev.trine.examples.Setting;
import dev.trine.examples.pronounce.Pronunciations.Entry;
import dev.trine.nn.Model;
import dev.trine.report.Report;
import dev.trine.report.Table;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Says words that it has never seen. A network of windows over letters is trained on letters that
 * were aligned with phonemes, an encoder with a decoder on words as they are; both are measured on
 * words held out, beside what letters stood for in the longest context seen.
 */
public final class Pronounce implements Example {
  /** What is said of training here, for {@link dev.trine.examples.Kept}. */
  private static final String RECIPE = Translator.NETWORK.toJson() + " 1";

  /** What was measured goes with the model, so that it can be said again at once. */
  private static final String NOTE = "results";

  /** About how many words training sees in all epochs, if there are many words. */
  private static final int WORDS_TRAINED = 700_000;

  private final int words;
  private final int epochs;

  public Pronounce() {
    this(Integer.MAX_VALUE, 25);
  }

  /**
   * With less.
   *
   * @param words of the dictionary at most
   * @param epochs at most; of a large dictionary there are fewer
   */
  Pronounce(int words, int epochs) {
    this.words = words;
    this.epochs = epochs;
  }

  @Override
  public String summary() {
    return "from letters to phonemes, by windows and by an encoder and a decoder with attention";
  }

  @Override
  public String arguments() {
    return "WORD…";
  }

  @Override
  public String folder() {
    return "the whole CMU Pronouncing Dictionary, dict.txt or dict.txt.gz";
  }

  @Override
  public void run(Setting setting) {
    List<String> asked = setting.arguments().stream().map(Letters::checked).toList();
    Pronunciations dictionary =
        setting.data().map(Pronunciations::of).orElseGet(Pronunciations::bundled);
    String recipe = "%s, %s words, %s epochs".formatted(RECIPE, words, epochs);
    try (Translator translator =
        new Translator(
            setting
                .kept()
                .model(
                    setting.backend(),
                    "pronounce",
                    recipe,
                    dictionary.fingerprint(),
                    () -> trained(setting, dictionary)))) {
      List<List<String>> said = translator.phonemes(asked);
      for (int i = 0; i < asked.size(); i++) {
        setting.say("%s  %s", asked.get(i), String.join(" ", said.get(i)));
      }
      Results results = Results.read(translator.model().notes().get(NOTE));
      results.lines().forEach(line -> setting.say("%s", line));
      setting.write(() -> report(translator, held(dictionary), results));
    }
  }

  /** Trains both networks, measures them and the baseline, and notes what came of it. */
  private Model trained(Setting setting, Pronunciations dictionary) {
    List<Entry> held = held(dictionary);
    List<Entry> training = entries(dictionary).subList(held.size(), entries(dictionary).size());
    int most = Math.min(epochs, 1 + WORDS_TRAINED / training.size());
    setting.say("training on %d words; %d others are held out", training.size(), held.size());

    List<Aligned> aligned = Aligned.all(training, Alignment.learned(training));
    LongestContext context = LongestContext.learned(aligned);
    Results results = new Results(training.size(), held.size(), new LinkedHashMap<>());
    results.add("longest context seen", Accuracy.of(held, context::phonemes));
    try (Windows windows = Windows.trained(setting.backend(), aligned, Math.max(1, most / 2))) {
      results.add("windows over letters", Accuracy.of(held, windows::phonemes));
    }
    Translator translator =
        Translator.trained(
            setting.backend(),
            training,
            most,
            new EpochLines(setting, "encoder and decoder", most));
    results.add("encoder and decoder", Accuracy.of(held, translator::phonemes));
    translator.model().note(NOTE, results.text());
    return translator.model();
  }

  private List<Entry> entries(Pronunciations dictionary) {
    return dictionary.entries().subList(0, Math.min(words, dictionary.entries().size()));
  }

  /** What is tested with. */
  private List<Entry> held(Pronunciations dictionary) {
    int count = entries(dictionary).size();
    return dictionary.entries().subList(0, Math.min(count / 8, 5000));
  }

  private static Report report(Translator translator, List<Entry> held, Results results) {
    List<Entry> some = held.subList(0, Math.min(held.size(), 50));
    List<List<String>> said = translator.phonemes(some.stream().map(Entry::word).toList());
    Table words = Table.of("", "word", "encoder and decoder", "dictionary");
    for (int i = 0; i < some.size(); i++) {
      words =
          words.row(
              some.get(i).word(),
              String.join(" ", said.get(i)),
              String.join(" ", some.get(i).phonemes()));
    }
    return Report.titled("Pronunciations")
        .summary(results.summary())
        .section("Words held out", results.table())
        .section("The first fifty of them", words);
  }
}
