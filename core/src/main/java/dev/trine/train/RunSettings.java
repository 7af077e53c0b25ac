package dev.trine.train;

import dev.trine.data.Dataset;
import dev.trine.nn.Objective;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What training depends on, in words, so that it goes on only with the settings that it began with.
 * A number of epochs, a schedule that is the same so far, and a stopping rule may change.
 */
final class RunSettings {
  static final String NONE = "none";

  private RunSettings() {}

  /**
   * Those of a run.
   *
   * @param validation null for none
   */
  static Map<String, String> of(
      TrainerSettings settings, Dataset training, Dataset validation, Objective objective) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("network", settings.model().network().toJson());
    all.put("loss", loss(objective));
    all.put("optimizer", words(settings.optimizer()));
    all.put("schedule", settings.schedule() == null ? NONE : "one");
    all.put("batch", Integer.toString(BatchSize.batch(settings, training)));
    all.put("accumulate", Integer.toString(settings.parts()));
    all.put("lengthBuckets", Integer.toString(settings.lengthBuckets()));
    all.put("seed", Long.toString(settings.seed()));
    all.put("notFinite", settings.notFinite().toString());
    all.put("stopWhen", settings.stoppingRule() == null ? NONE : "a rule");
    all.put("training examples", DataSample.words(training));
    all.put("validation examples", validation == null ? NONE : DataSample.words(validation));
    return all;
  }

  private static String loss(Objective objective) {
    return objective.terms().stream()
        .map(
            term ->
                "%s of '%s' against %s, times %s"
                    .formatted(
                        words(term.loss()),
                        term.output(),
                        term.target() == null ? "nothing" : "'" + term.target() + "'",
                        term.factor()))
        .collect(Collectors.joining(" + "));
  }

  /** The same settings in words that are the same in every process. */
  static Map<String, String> lasting(Map<String, String> settings) {
    Map<String, String> lasting = new LinkedHashMap<>();
    settings.forEach((name, text) -> lasting.put(name, words(text)));
    return lasting;
  }

  /** What is the same in every process: no hash codes, no numbers of lambdas. */
  private static String words(Object value) {
    return value
        .toString()
        .replaceAll("\\$\\$Lambda[\\w/.$]*", " lambda")
        .replaceAll("@[0-9a-f]+", "");
  }

  /**
   * Holds one against another.
   *
   * @throws IllegalArgumentException if they differ, that names the setting and both values
   */
  static void check(Map<String, String> saved, Map<String, String> now, Object checkpoint) {
    now.forEach(
        (name, value) -> {
          String before = saved.getOrDefault(name, NONE);
          if (!before.equals(value)) {
            int at = firstDifference(before, value);
            throw new IllegalArgumentException(
                "The checkpoint %s is of other training: its %s is %s, of this %s; give the same again, or begin anew without it"
                    .formatted(checkpoint, name, shown(before, at), shown(value, at)));
          }
        });
  }

  private static int firstDifference(String one, String other) {
    int at = 0;
    while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
      at++;
    }
    return at;
  }

  /** A long text from a little before a place on. */
  private static String shown(String text, int at) {
    int most = 100;
    if (text.length() <= most) {
      return text;
    }
    int from = Math.max(0, at - most / 2);
    int to = Math.min(text.length(), from + most);
    return (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
  }
}
