package dev.trine.examples;

import dev.trine.examples.autocorrect.Autocorrect;
import dev.trine.examples.digits.Digits;
import dev.trine.examples.faces.Faces;
import dev.trine.examples.forecast.Forecast;
import dev.trine.examples.pronounce.Pronounce;
import dev.trine.examples.speech.SpokenDigits;
import java.util.List;

/** All examples there are. */
public final class Gallery {
  /** In the order in which they are best read. */
  public static final List<Example> EXAMPLES =
      List.of(
          new Digits(),
          new Pronounce(),
          new Autocorrect(),
          new Forecast(),
          new SpokenDigits(),
          new Faces());

  private Gallery() {}

  /**
   * The example of a name.
   *
   * @throws IllegalArgumentException if there is none, listing those there are
   */
  public static Example named(String name) {
    return EXAMPLES.stream()
        .filter(example -> example.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no example '%s' among %s"
                        .formatted(name, EXAMPLES.stream().map(Example::name).toList())));
  }
}
