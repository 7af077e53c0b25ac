package dev.trine.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A finite number above 0. */
public final class AboveZero implements ITypeConverter<Double> {
  @Override
  public Double convert(String text) {
    try {
      double value = Double.parseDouble(text);
      if (value > 0 && !Double.isInfinite(value)) {
        return value;
      }
    } catch (NumberFormatException malformed) {
      // Reported below, like a number out of range.
    }
    throw new TypeConversionException("'%s' is no finite number above 0".formatted(text));
  }
}
