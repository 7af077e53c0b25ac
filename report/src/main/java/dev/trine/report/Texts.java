package dev.trine.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Texts one below the other, as they stand.
 *
 * @param caption what they are
 */
public record Texts(String caption, List<Text> texts) implements Section {
  /**
   * A text and what is said of it.
   *
   * @param title in a few words
   * @param body of any length; lines and spaces are kept
   * @param note in smaller letters; empty for none
   */
  public record Text(String title, String body, String note) {}

  public Texts {
    texts = List.copyOf(texts);
  }

  /** None yet. */
  public static Texts of(String caption) {
    return new Texts(caption, List.of());
  }

  /** The same with one more. */
  public Texts with(String title, String body, String note) {
    List<Text> more = new ArrayList<>(texts);
    more.add(new Text(title, body, note));
    return new Texts(caption, more);
  }

  @Override
  public void addTo(Html page) {
    page.open("figure", "class", "wide").element("figcaption", caption);
    page.open("ul", "class", "texts").line();
    for (Text text : texts) {
      page.open("li").element("strong", text.title());
      if (!text.note().isEmpty()) {
        page.element("small", text.note());
      }
      page.element("pre", text.body()).close().line();
    }
    page.close().close();
  }
}
