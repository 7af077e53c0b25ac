package dev.trine.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Layer widths, from the input on: {@code 784,512,10}.
 *
 * @param values each at least 1
 */
public record Widths(List<Integer> values) {
  public Widths {
    values = List.copyOf(values);
  }

  public int first() {
    return values.get(0);
  }

  public int last() {
    return values.get(values.size() - 1);
  }

  /** {@code 784-512-10}, as networks are named. */
  @Override
  public String toString() {
    return values.stream().map(String::valueOf).collect(Collectors.joining("-"));
  }

  /** Reads them. */
  public static final class Converter implements ITypeConverter<Widths> {
    private static final AtLeastOne WIDTH = new AtLeastOne();

    @Override
    public Widths convert(String text) {
      List<Integer> widths = new ArrayList<>();
      for (String part : text.split(",", -1)) {
        widths.add(width(part.strip(), text));
      }
      return new Widths(widths);
    }

    private static int width(String part, String text) {
      try {
        return WIDTH.convert(part);
      } catch (TypeConversionException wrong) {
        throw new TypeConversionException(
            "'%s' in '%s' is no layer width; expected whole numbers from 1 on, such as 128,64"
                .formatted(part, text));
      }
    }
  }
}
