package dev.trine.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Pictures side by side.
 *
 * @param caption what they show
 * @param together how many, from the first on, stay side by side whatever the width of the page,
 *     such as 2 of originals and their copies
 */
public record Pictures(String caption, List<Picture> pictures, int together) implements Section {
  /** Pixels that the longer side has on a screen, about. */
  private static final int SIDE = 96;

  /**
   * A picture and what is said of it.
   *
   * @param title in a few words, also for those who do not see it
   * @param note in smaller letters; empty for none
   */
  public record Picture(Pixels pixels, String title, String note) {}

  public Pictures {
    pictures = List.copyOf(pictures);
    if (together < 1) {
      throw new IllegalArgumentException(
          "%s pictures are to stay together, expected at least 1".formatted(together));
    }
  }

  /** None yet. */
  public static Pictures of(String caption) {
    return new Pictures(caption, List.of(), 1);
  }

  /** The same with one more. */
  public Pictures with(Pixels pixels, String title, String note) {
    List<Picture> more = new ArrayList<>(pictures);
    more.add(new Picture(pixels, title, note));
    return new Pictures(caption, more, together);
  }

  /** The same with so many, from the first on, that stay side by side. */
  public Pictures inGroupsOf(int count) {
    return new Pictures(caption, pictures, count);
  }

  @Override
  public void addTo(Html page) {
    page.open("figure", "class", "wide").element("figcaption", caption);
    page.open("ul", "class", "pictures").line();
    for (int first = 0; first < pictures.size(); first += together) {
      page.open("li", "style", "grid-column: span " + together);
      pictures
          .subList(first, Math.min(first + together, pictures.size()))
          .forEach(picture -> add(picture, page));
      page.close().line();
    }
    page.close().close();
  }

  private static void add(Picture picture, Html page) {
    Pixels pixels = picture.pixels();
    double scale = (double) SIDE / Math.max(pixels.height(), pixels.width());
    page.open("div");
    page.empty(
        "img",
        "src",
        pixels.address(),
        "alt",
        picture.title(),
        "width",
        "" + Math.max(1, Math.round(scale * pixels.width())),
        "height",
        "" + Math.max(1, Math.round(scale * pixels.height())),
        "class",
        scale > 1 ? "coarse" : "fine");
    page.element("strong", picture.title());
    if (!picture.note().isEmpty()) {
      page.element("small", picture.note());
    }
    page.close();
  }
}
