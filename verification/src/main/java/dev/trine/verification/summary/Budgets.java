package dev.trine.verification.summary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** How many minutes a module, or the whole of a script, may take; see {@code budgets.txt}. */
final class Budgets {
  private final Map<String, Double> minutes = new HashMap<>();

  private Budgets() {}

  /**
   * Reads lines of a name and minutes; {@code #} starts a comment.
   *
   * @throws IOException if there is no such file, or a line is otherwise
   */
  static Budgets read(Path file) throws IOException {
    Budgets budgets = new Budgets();
    for (String line : Files.readAllLines(file)) {
      String text = line.replaceFirst("#.*", "").strip();
      if (text.isEmpty()) {
        continue;
      }
      String[] words = text.split("\\s+");
      if (words.length != 2 || !words[1].matches("\\d+(\\.\\d+)?")) {
        throw new IOException(
            "%s has the line \"%s\": write a name and minutes, such as \"core 1.5\""
                .formatted(file, line));
      }
      budgets.minutes.put(words[0], Double.valueOf(words[1]));
    }
    return budgets;
  }

  /** None where the file does not name it. */
  OptionalDouble of(String name) {
    Double known = minutes.get(name);
    return known == null ? OptionalDouble.empty() : OptionalDouble.of(known);
  }
}
