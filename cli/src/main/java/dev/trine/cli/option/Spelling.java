package dev.trine.cli.option;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.TypeConversionException;

/**
 * A choice and its settings, as they are typed: {@code step:10:0.5}.
 *
 * @param numbers in their order; those that are left out have their usual values
 */
public record Spelling(String name, List<Double> numbers) {
  /** Takes it apart. */
  public static Spelling of(String text) {
    String[] parts = text.split(":", -1);
    List<Double> numbers = new ArrayList<>();
    for (String part : Arrays.asList(parts).subList(1, parts.length)) {
      try {
        numbers.add(Double.valueOf(part));
      } catch (NumberFormatException malformed) {
        throw new TypeConversionException(
            "'%s' in '%s' is no number, expected such as step:10:0.5".formatted(part, text));
      }
    }
    return new Spelling(parts[0].toLowerCase(Locale.ROOT), numbers);
  }

  /** The choice of that name, if it has as many settings as are given. */
  public <E extends Enum<E> & Spelled> E among(List<E> choices) {
    Optional<E> named =
        choices.stream().filter(choice -> choice.spelled().name().equals(name)).findFirst();
    if (named.isEmpty() || numbers.size() > named.get().spelled().numbers().size()) {
      throw new TypeConversionException("'%s' is none of %s".formatted(this, listed(choices)));
    }
    return named.get();
  }

  /** As messages and help list choices. */
  public static <E extends Spelled> String listed(List<E> choices) {
    return choices.stream().map(c -> c.spelled().toString()).collect(Collectors.joining(", "));
  }

  /** One of the numbers, the usual one if it is left out. */
  public double number(int position, Spelled choice) {
    return position < numbers.size()
        ? numbers.get(position)
        : choice.spelled().numbers().get(position);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name);
    for (double number : numbers) {
      boolean isWhole = number == Math.rint(number) && Math.abs(number) < 1e9;
      text.append(':').append(isWhole ? String.valueOf((long) number) : String.valueOf(number));
    }
    return text.toString();
  }

  /** A choice that can be typed. */
  public interface Spelled {
    /** With all its settings at their usual values. */
    Spelling spelled();
  }
}
