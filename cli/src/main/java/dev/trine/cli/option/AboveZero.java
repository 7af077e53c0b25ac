package dev.trine.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number above 0 that 32-bit floats hold, in which devices compute. */
public final class AboveZero implements ITypeConverter<Double> {
  @Override
  public Double convert(String text) {
    try {
      double value = Double.parseDouble(text);
      if (value >= Float.MIN_NORMAL && value <= Float.MAX_VALUE) {
        return value;
      }
    } catch (NumberFormatException malformed) {
      // Reported below, like a number out of range.
    }
    throw new TypeConversionException(
        "'%s' is no number from %s to %s, the limits of 32-bit floats"
            .formatted(text, Float.MIN_NORMAL, Float.MAX_VALUE));
  }
}
