package dev.trine.examples;

import dev.trine.examples.autocorrect.Autocorrect;
import dev.trine.examples.digits.Digits;
import dev.trine.examples.faces.Faces;
import dev.trine.examples.forecast.Forecast;
import dev.trine.examples.pronounce.Pronounce;
import dev.trine.examples.speech.SpokenDigits;
import java.util.List;
import java.util.function.Supplier;

/** All examples there are. Each is made when it is asked for, so that one waits for no other. */
public final class Gallery {
  private record Entry(String name, Supplier<Example> example) {}

  /** In the order in which they are best read. */
  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("digits", Digits::new),
          new Entry("pronounce", Pronounce::new),
          new Entry("autocorrect", Autocorrect::new),
          new Entry("forecast", Forecast::new),
          new Entry("spoken-digits", SpokenDigits::new),
          new Entry("faces", Faces::new));

  private Gallery() {}

  /** What they are called, in the order in which they are best read. */
  public static List<String> names() {
    return ENTRIES.stream().map(Entry::name).toList();
  }

  /**
   * The example of a name.
   *
   * @throws IllegalArgumentException if there is none, listing those there are
   */
  public static Example named(String name) {
    return ENTRIES.stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no example '%s' among %s".formatted(name, names())))
        .example()
        .get();
  }
}
