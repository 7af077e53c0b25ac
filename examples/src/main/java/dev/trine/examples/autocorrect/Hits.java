package dev.trine.examples.autocorrect;

import java.util.List;
import java.util.Locale;

/**
 * How often the word that was meant is the first that is offered, and how often it is among the
 * first three.
 *
 * @param first a fraction
 * @param three a fraction
 */
record Hits(double first, double three) {
  /**
   * Of misspellings.
   *
   * @param offered the words offered for each, likeliest first
   */
  static Hits of(List<Misspelling> misspellings, List<List<String>> offered) {
    int first = 0;
    int three = 0;
    for (int i = 0; i < misspellings.size(); i++) {
      int place = offered.get(i).indexOf(misspellings.get(i).word());
      first += place == 0 ? 1 : 0;
      three += place >= 0 && place < 3 ? 1 : 0;
    }
    double all = misspellings.size();
    return new Hits(first / all, three / all);
  }

  static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
  }
}
