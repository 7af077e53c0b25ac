package dev.trine.examples.pronounce;

import dev.trine.report.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was measured with the words held out.
 *
 * @param training how many words were trained on
 * @param held how many were not
 * @param accuracies by what was measured: first the baseline, last the network that answers
 */
record Results(int training, int held, Map<String, Accuracy> accuracies) {
  void add(String what, Accuracy accuracy) {
    accuracies.put(what, accuracy);
  }

  /** What {@link #read} takes. */
  String text() {
    StringBuilder text = new StringBuilder("%s\t%s\n".formatted(training, held));
    accuracies.forEach(
        (what, accuracy) ->
            text.append("%s\t%s\t%s\n".formatted(what, accuracy.phonemes(), accuracy.words())));
    return text.toString();
  }

  static Results read(String text) {
    String[] lines = text.split("\n");
    String[] sizes = lines[0].split("\t");
    Results results =
        new Results(Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]), new LinkedHashMap<>());
    for (int i = 1; i < lines.length; i++) {
      String[] parts = lines[i].split("\t");
      results.add(
          parts[0], new Accuracy(Double.parseDouble(parts[1]), Double.parseDouble(parts[2])));
    }
    return results;
  }

  /** To be printed one below the other. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Of %s words that were not trained on, right are".formatted(held));
    accuracies.forEach(
        (what, accuracy) ->
            lines.add(
                "  %-22s %s of the phonemes, %s of the words"
                    .formatted(what, percent(accuracy.phonemes()), percent(accuracy.words()))));
    List<Map.Entry<String, Accuracy>> all = List.copyOf(accuracies.entrySet());
    lines.add("Baseline word accuracy: " + named(all.get(0)));
    lines.add(summary());
    return lines;
  }

  /** The result in a line. */
  String summary() {
    List<Map.Entry<String, Accuracy>> all = List.copyOf(accuracies.entrySet());
    return "Test word accuracy: " + named(all.get(all.size() - 1));
  }

  Table table() {
    Table table =
        Table.of(
            "Trained on %s words, tested on %s others".formatted(training, held),
            "",
            "phonemes right",
            "words right");
    for (Map.Entry<String, Accuracy> each : accuracies.entrySet()) {
      Accuracy accuracy = each.getValue();
      table = table.row(each.getKey(), percent(accuracy.phonemes()), percent(accuracy.words()));
    }
    return table;
  }

  private static String named(Map.Entry<String, Accuracy> each) {
    return "%s (%s)".formatted(percent(each.getValue().words()), each.getKey());
  }

  private static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
  }
}
