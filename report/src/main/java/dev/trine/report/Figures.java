package dev.trine.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A few results, each large above what it is.
 *
 * @param values as text, by what they are, in their order
 */
public record Figures(Map<String, String> values) implements Section {
  public Figures {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** None yet. */
  public static Figures none() {
    return new Figures(Map.of());
  }

  /** These and one more: {@code with("Test accuracy", "98.41 %")}. */
  public Figures with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Figures(more);
  }

  @Override
  public void addTo(Html page) {
    page.open("dl", "class", "wide figures");
    values.forEach(
        (name, value) -> page.open("div").element("dt", name).element("dd", value).close());
    page.close();
  }
}
