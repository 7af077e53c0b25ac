package dev.trine.examples.autocorrect;

import dev.trine.examples.EpochLines;
import dev.trine.examples.Example;
import dev.trine.examples.Fingerprint;
import dev.trine.examples.Setting;
import dev.trine.nn.Model;
import dev.trine.report.Report;
import dev.trine.report.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Says what was meant by what was typed. A network learns what edits cost from slips that are made
 * up, and is measured on others and, if there is a file of them, on real misspellings, beside the
 * nearest and commonest word.
 */
public final class Autocorrect implements Example {
  /** What is said of training here, for {@link dev.trine.examples.Kept}. */
  private static final String RECIPE = Corrector.NETWORK.toJson() + " 1";

  /** What was measured goes with the model, so that it can be said again at once. */
  private static final String NOTE = "results";

  private static final long TRAINING_SEED = 1;
  private static final long TEST_SEED = 2;
  private static final int LONGEST = 30;

  private final int slips;
  private final int epochs;

  public Autocorrect() {
    this(SLIPS, 8);
  }

  static final int SLIPS = 40_000;

  /** With less. */
  Autocorrect(int slips, int epochs) {
    this.slips = slips;
    this.epochs = epochs;
  }

  @Override
  public String summary() {
    return "from what was typed to what was meant, by a network that learned what slips cost";
  }

  @Override
  public String arguments() {
    return "WORD…";
  }

  @Override
  public String folder() {
    return "misspellings.tsv of lines typed<TAB>word, or codespell's dictionary.txt";
  }

  @Override
  public void run(Setting setting) {
    List<String> typed = setting.arguments().stream().map(Autocorrect::checked).toList();
    WordList list = WordList.bundled();
    Nearest nearest = Nearest.of(list);
    Fingerprint data = setting.data().map(Misspelling::fingerprint).orElse(list.fingerprint());
    String recipe = "%s, %s slips, %s epochs".formatted(RECIPE, slips, epochs);
    try (Corrector corrector =
        new Corrector(
            setting
                .kept()
                .model(
                    setting.backend(),
                    "autocorrect",
                    recipe,
                    data,
                    () -> trained(setting, nearest)),
            nearest)) {
      List<List<String>> meant = corrector.corrections(typed);
      for (int i = 0; i < typed.size(); i++) {
        setting.say("%s  %s", typed.get(i), firstThree(meant.get(i)));
      }
      Results results = Results.read(corrector.model().notes().get(NOTE));
      results.lines().forEach(line -> setting.say("%s", line));
      setting.write(() -> report(corrector, list, results));
    }
  }

  /** Trains the network, measures it and the baseline, and notes what came of it. */
  private Model trained(Setting setting, Nearest nearest) {
    WordList list = nearest.list();
    List<Misspelling> training = training(list, slips);
    setting.say("training on %d slips in %d words", training.size(), list.words().size());
    Corrector corrector =
        Corrector.trained(
            setting.backend(),
            nearest,
            training,
            epochs,
            new EpochLines(setting, "network", epochs));

    List<Results.Row> rows = new ArrayList<>();
    rows.add(measured("slips that are made up", test(list, training), corrector));
    if (setting.data().isPresent()) {
      List<Misspelling> all = Misspelling.of(setting.data().get());
      List<Misspelling> real = real(all, list);
      setting.say("%d of %d misspellings are measured with", real.size(), all.size());
      rows.add(measured("real misspellings", real, corrector));
    }
    corrector.model().note(NOTE, new Results(rows).text());
    return corrector.model();
  }

  /** What is trained on. */
  static List<Misspelling> training(WordList list, int slips) {
    return GeneratedSlips.of(list).of(slips, TRAINING_SEED);
  }

  /** Others than those that are trained on. */
  private List<Misspelling> test(WordList list, List<Misspelling> training) {
    Set<Misspelling> seen = new HashSet<>(training);
    return GeneratedSlips.of(list).of(Math.min(slips, 2000), TEST_SEED).stream()
        .filter(slip -> !seen.contains(slip))
        .toList();
  }

  /** Those that can be corrected with the list: their word is in it, and what was typed is not. */
  private static List<Misspelling> real(List<Misspelling> all, WordList list) {
    return all.stream().filter(each -> list.has(each.word()) && !list.has(each.typed())).toList();
  }

  private static Results.Row measured(
      String set, List<Misspelling> misspellings, Corrector corrector) {
    List<String> typed = misspellings.stream().map(Misspelling::typed).toList();
    Hits nearest = Hits.of(misspellings, corrector.nearest().corrections(typed));
    return new Results.Row(
        set, misspellings.size(), nearest, Hits.of(misspellings, corrector.corrections(typed)));
  }

  private static String checked(String given) {
    String typed = given.toLowerCase(Locale.ROOT);
    if (!typed.matches("[a-z]{1,%s}".formatted(LONGEST))) {
      throw new IllegalArgumentException(
          "'%s' cannot be corrected, expected 1 to %s of the letters a to z and nothing else"
              .formatted(given, LONGEST));
    }
    return typed;
  }

  private static String firstThree(List<String> words) {
    return words.isEmpty()
        ? "(no word is near)"
        : String.join(", ", words.subList(0, Math.min(3, words.size())));
  }

  private static Report report(Corrector corrector, WordList list, Results results) {
    List<Misspelling> some = GeneratedSlips.of(list).of(50, TEST_SEED);
    List<String> typed = some.stream().map(Misspelling::typed).toList();
    List<List<String>> nearest = corrector.nearest().corrections(typed);
    List<List<String>> meant = corrector.corrections(typed);
    Table words = Table.of("", "typed", "meant", "network", "fewest edits");
    for (int i = 0; i < some.size(); i++) {
      words =
          words.row(
              typed.get(i),
              some.get(i).word(),
              firstThree(meant.get(i)),
              firstThree(nearest.get(i)));
    }
    return Report.titled("Autocorrection")
        .summary(results.summary())
        .section("Misspellings that were not trained on", results.table())
        .section("Fifty slips", words);
  }
}
