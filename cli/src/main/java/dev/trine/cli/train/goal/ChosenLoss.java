package dev.trine.cli.train.goal;

import dev.trine.cli.option.Spelling;
import dev.trine.data.Dataset;
import dev.trine.nn.Loss;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What is made small, as it was typed. */
public record ChosenLoss(LossName name, Spelling spelling) {
  /** What is usual for a kind of target. */
  static ChosenLoss usual(boolean classes) {
    LossName name = LossName.of(classes).get(0);
    return new ChosenLoss(name, name.spelled());
  }

  /** All, as help lists them. */
  public static String names() {
    return Spelling.listed(List.of(LossName.values()));
  }

  /**
   * Checks that it is one for a kind of target.
   *
   * @throws IllegalArgumentException if it is not, listing those that are
   */
  void check(boolean classes) {
    List<LossName> fitting = LossName.of(classes);
    if (!fitting.contains(name)) {
      throw new IllegalArgumentException(
          "--loss %s is not for a target that is %s, expected one of %s"
              .formatted(spelling, classes ? "classes" : "numbers", Spelling.listed(fitting)));
    }
  }

  /** The loss for a training part. */
  public Loss of(Dataset train) {
    return name.of(spelling, train);
  }

  /** Whether the softmax of what it trains is probabilities. */
  public boolean givesProbabilities() {
    return name.givesProbabilities();
  }

  @Override
  public String toString() {
    return spelling.toString();
  }

  /** Reads it. */
  public static final class Converter implements ITypeConverter<ChosenLoss> {
    @Override
    public ChosenLoss convert(String text) {
      Spelling spelling = Spelling.of(text);
      ChosenLoss chosen = new ChosenLoss(spelling.among(List.of(LossName.values())), spelling);
      try {
        if (chosen.name() != LossName.BALANCED) {
          chosen.of(null); // what depends on the data is checked by them
        }
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException("'%s': %s".formatted(text, wrong.getMessage()));
      }
      return chosen;
    }
  }
}
