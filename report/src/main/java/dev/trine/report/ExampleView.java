package dev.trine.report;

import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** How single examples are shown: as pictures, or as text. */
interface ExampleView {
  /** How many of them, at most. */
  int most();

  /** A section of some of them. */
  Section section(String caption, List<Shown> examples);

  /**
   * One that is to be shown.
   *
   * @param number in its set
   * @param title what is said of it, in a few words
   * @param note what else is
   */
  record Shown(int number, String title, String note) {}

  /** As pictures where the only input has the shape of some, else as numbers. */
  static ExampleView of(Dataset set) {
    List<Field> inputs =
        set.fields().stream().filter(field -> field.role() == Field.Role.INPUT).toList();
    Shape shape = inputs.get(0).type().shape();
    if (inputs.size() == 1 && isPicture(shape)) {
      return pictures(set, shape);
    }
    return texts(example -> numbers(set, inputs, example));
  }

  /** Of at least 4×4 pixels, so that it is not just a few numbers in rows. */
  private static boolean isPicture(Shape shape) {
    return (shape.rank() == 2
            || shape.rank() == 3 && (channels(shape) == 1 || channels(shape) == 3))
        && shape.dimension(0) >= 4
        && shape.dimension(1) >= 4;
  }

  private static int channels(Shape shape) {
    return shape.rank() == 2 ? 1 : (int) shape.dimension(2);
  }

  /**
   * The only input as pictures.
   *
   * @param shape [height, width] or [height, width, channels]
   */
  static ExampleView pictures(Dataset set, Shape shape) {
    Field input =
        set.fields().stream()
            .filter(field -> field.role() == Field.Role.INPUT)
            .findFirst()
            .orElseThrow();
    int height = (int) shape.dimension(0);
    int width = (int) shape.dimension(1);
    return new ExampleView() {
      @Override
      public int most() {
        return 24;
      }

      @Override
      public Section section(String caption, List<Shown> examples) {
        Pictures pictures = Pictures.of(caption);
        for (Shown shown : examples) {
          double[] values = set.read(input.name(), shown.number());
          Pixels pixels =
              input.type().type() == DType.U8
                  ? Pixels.of(height, width, channels(shape), values)
                  : Pixels.stretched(height, width, channels(shape), values);
          pictures = pictures.with(pixels, shown.title(), shown.note());
        }
        return pictures;
      }
    };
  }

  /** As text. */
  static ExampleView texts(IntFunction<String> text) {
    return new ExampleView() {
      @Override
      public int most() {
        return 12;
      }

      @Override
      public Section section(String caption, List<Shown> examples) {
        Texts texts = Texts.of(caption);
        for (Shown shown : examples) {
          texts = texts.with(shown.title(), text.apply(shown.number()), shown.note());
        }
        return texts;
      }
    };
  }

  private static String numbers(Dataset set, List<Field> inputs, int example) {
    List<String> lines = new ArrayList<>();
    for (Field input : inputs) {
      double[] values = set.read(input.name(), example);
      StringBuilder line = new StringBuilder(input.name()).append(" =");
      for (int i = 0; i < Math.min(values.length, 64); i++) {
        line.append(' ').append(Numbers.text(values[i]));
      }
      lines.add(line.append(values.length > 64 ? " …" : "").toString());
    }
    return String.join("\n", lines);
  }
}
