package dev.trine.cli.spark;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A count that may be 0. */
final class NotNegative implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String text) {
    try {
      int value = Integer.parseInt(text);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException malformed) {
      // Reported below, like a number that is negative.
    }
    throw new TypeConversionException(
        "'%s' is no whole number from 0 to %s".formatted(text, Integer.MAX_VALUE));
  }
}
