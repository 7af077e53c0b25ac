package dev.trine.dataset.table;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The different texts of a column, each with its index. */
final class Categories {
  private final List<String> names;
  private final Map<String, Integer> indices = new HashMap<>();

  /**
   * @param names that differ
   */
  Categories(List<String> names) {
    this.names = List.copyOf(names);
    for (String name : names) {
      indices.put(name, indices.size());
    }
  }

  /**
   * Those of some texts, of which null stands for none: numbers in their order, or all as texts.
   */
  static Categories of(Collection<String> texts) {
    List<String> different = texts.stream().filter(Objects::nonNull).distinct().toList();
    Comparator<String> order = Comparator.naturalOrder();
    if (different.stream().allMatch(Numbers::isNumber)) {
      order = Comparator.comparingDouble(Numbers::parse).thenComparing(order);
    }
    return new Categories(different.stream().sorted(order).toList());
  }

  List<String> names() {
    return names;
  }

  /** The index of a text, or −1 if it is none of these, as a missing one is. */
  int indexOf(String text) {
    return indices.getOrDefault(text, -1);
  }
}
