package dev.trine.cli.train.augment;

import dev.trine.data.Dataset;
import dev.trine.dataset.augment.Augmentation;
import dev.trine.dataset.augment.Augmented;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Changes of images, as they were typed: {@code shift=2,rotate=10,flip}.
 *
 * @param changes in the order in which they follow each other
 */
public record ChosenAugmentation(String text, List<Augmentation> changes) {
  public ChosenAugmentation {
    changes = List.copyOf(changes);
  }

  /**
   * A set that is changed while it is trained on.
   *
   * @throws IllegalArgumentException if its examples are nothing that could be changed so
   */
  public Dataset of(Dataset trained, long seed) {
    try {
      return Augmented.of(trained, seed, changes.toArray(Augmentation[]::new));
    } catch (IllegalArgumentException unfit) {
      throw new IllegalArgumentException(
          "--augment %s: %s".formatted(text, unfit.getMessage()), unfit);
    }
  }

  @Override
  public String toString() {
    return text;
  }

  /** Reads them. */
  public static final class Converter implements ITypeConverter<ChosenAugmentation> {
    @Override
    public ChosenAugmentation convert(String text) {
      String typed = text.toLowerCase(Locale.ROOT);
      List<Augmentation> changes = new ArrayList<>();
      for (String each : typed.split(",", -1)) {
        changes.add(change(each.strip()));
      }
      return new ChosenAugmentation(typed, changes);
    }

    private static Augmentation change(String typed) {
      int at = typed.indexOf('=');
      String word = at < 0 ? typed : typed.substring(0, at);
      Change change =
          Change.named(word)
              .filter(named -> named.hasNumber() == at >= 0)
              .orElseThrow(
                  () ->
                      new TypeConversionException(
                          "'%s' is none of %s".formatted(typed, Change.listed())));
      try {
        return change.of(typed.substring(at + 1));
      } catch (NumberFormatException malformed) {
        throw new TypeConversionException(
            "'%s' is no %s, expected a number such as 2".formatted(typed, change));
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException("'%s': %s".formatted(typed, wrong.getMessage()));
      }
    }
  }
}
