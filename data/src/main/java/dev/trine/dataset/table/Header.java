package dev.trine.dataset.table;

import dev.trine.DataException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** How columns are called, by the first line of a table. */
final class Header {
  private Header() {}

  /** Guesses whether a line is names: if no number is in it, but something that is not missing. */
  static boolean isLikely(String[] cells, Predicate<String> isMissing) {
    return Arrays.stream(cells).noneMatch(Numbers::isNumber)
        && !Arrays.stream(cells).allMatch(isMissing);
  }

  /** The names in a line; by their index those that are empty. */
  static List<String> names(String file, long line, String[] cells) {
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < cells.length; i++) {
      String name = cells[i].isEmpty() ? name(i) : cells[i];
      if (!names.add(name)) {
        throw new DataException(
            "%s, line %s: two columns are called '%s'; rename one, or say header(false) if the line is values"
                .formatted(file, line, name));
      }
    }
    return List.copyOf(names);
  }

  /** The names of columns that have none. */
  static List<String> unnamed(int columns) {
    return IntStream.range(0, columns).mapToObj(Header::name).toList();
  }

  private static String name(int index) {
    return "column " + index;
  }
}
