package dev.trine.cli.option;

import dev.trine.train.Schedule;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What becomes of the learning rate, as it was typed. */
public record ChosenSchedule(ScheduleName name, Spelling spelling) {
  /** The rate as it is. */
  public static final ChosenSchedule CONSTANT =
      new ChosenSchedule(ScheduleName.CONSTANT, ScheduleName.CONSTANT.spelled());

  /** The schedule for so many epochs. */
  public Schedule over(int epochs) {
    return name.of(spelling, epochs);
  }

  @Override
  public String toString() {
    return spelling.toString();
  }

  /** Reads it. */
  public static final class Converter implements ITypeConverter<ChosenSchedule> {
    @Override
    public ChosenSchedule convert(String text) {
      Spelling spelling = Spelling.of(text);
      ChosenSchedule chosen = new ChosenSchedule(spelling.among(ScheduleName.all()), spelling);
      try {
        chosen.over(1);
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException("'%s': %s".formatted(text, wrong.getMessage()));
      }
      return chosen;
    }
  }
}
