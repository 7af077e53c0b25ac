package dev.trine.dataset.split;

import dev.trine.data.Dataset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Rows by what they have in common, a list for each key. */
final class Keys {
  private Keys() {}

  /** Keys as they come first, the rows of each in random order. */
  static List<List<Integer>> shuffledRows(List<?> keys, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return rows(keys).stream().map(rows -> shuffled(rows, random)).toList();
  }

  /** Keys in random order, the rows of each in their own. */
  static List<List<Integer>> shuffledGroups(List<?> keys, long seed) {
    return shuffled(rows(keys), new SplittableRandom(seed));
  }

  private static List<List<Integer>> rows(List<?> keys) {
    Map<Object, List<Integer>> rows = new LinkedHashMap<>(); // so that seeds say all of the order
    for (int i = 0; i < keys.size(); i++) {
      rows.computeIfAbsent(keys.get(i), key -> new ArrayList<>()).add(i);
    }
    return List.copyOf(rows.values());
  }

  private static <T> List<T> shuffled(List<T> ordered, SplittableRandom random) {
    return IntStream.of(Dataset.shuffled(ordered.size(), random)).mapToObj(ordered::get).toList();
  }
}
