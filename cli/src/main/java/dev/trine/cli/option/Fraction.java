package dev.trine.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number from 0 to below 1, also as a 32-bit float, in which devices compute. */
public final class Fraction implements ITypeConverter<Double> {
  @Override
  public Double convert(String text) {
    try {
      double value = Double.parseDouble(text);
      if (value == 0 || value >= Float.MIN_NORMAL && (float) value < 1) {
        return value;
      }
    } catch (NumberFormatException malformed) {
      // Reported below, like a number out of range.
    }
    throw new TypeConversionException("'%s' is no number from 0 to below 1".formatted(text));
  }
}
