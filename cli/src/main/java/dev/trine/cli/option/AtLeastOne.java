package dev.trine.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A count. */
public final class AtLeastOne implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String text) {
    try {
      int value = Integer.parseInt(text);
      if (value >= 1) {
        return value;
      }
    } catch (NumberFormatException malformed) {
      // Reported below, like a number that is too small.
    }
    throw new TypeConversionException(
        "'%s' is no whole number from 1 to %s".formatted(text, Integer.MAX_VALUE));
  }
}
