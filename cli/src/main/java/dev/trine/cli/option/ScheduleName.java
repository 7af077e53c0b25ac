package dev.trine.cli.option;

import dev.trine.train.Schedule;
import java.util.List;

/** What {@code --schedule} takes: a schedule, and its settings behind it. */
public enum ScheduleName implements Spelling.Spelled {
  CONSTANT("constant") {
    @Override
    Schedule of(Spelling given, int epochs) {
      return Schedule.constant();
    }
  },
  STEP("step:10:0.5") {
    @Override
    Schedule of(Spelling given, int epochs) {
      return Schedule.stepDecay(whole(given, 0), given.number(1, this));
    }
  },
  EXPONENTIAL("exponential:0.95") {
    @Override
    Schedule of(Spelling given, int epochs) {
      return Schedule.exponential(given.number(0, this));
    }
  },
  COSINE("cosine:0") {
    @Override
    Schedule of(Spelling given, int epochs) {
      return Schedule.cosine(epochs, given.number(0, this));
    }
  },
  ONE_CYCLE("one-cycle") {
    @Override
    Schedule of(Spelling given, int epochs) {
      return Schedule.oneCycle(epochs);
    }
  },
  PLATEAU("plateau:0.1:2") {
    @Override
    Schedule of(Spelling given, int epochs) {
      return Schedule.onPlateau(given.number(0, this), whole(given, 1));
    }
  };

  /** All, as help lists them. */
  public static final String NAMES =
      "constant, step:EPOCHS:FACTOR (step:10:0.5), exponential:FACTOR (exponential:0.95),"
          + " cosine:LEAST (cosine:0) and one-cycle over all epochs, plateau:FACTOR:PATIENCE"
          + " (plateau:0.1:2)";

  private final Spelling spelled;

  ScheduleName(String spelled) {
    this.spelled = Spelling.of(spelled);
  }

  /** The schedule for so many epochs. */
  abstract Schedule of(Spelling given, int epochs);

  @Override
  public Spelling spelled() {
    return spelled;
  }

  int whole(Spelling given, int position) {
    double number = given.number(position, this);
    if (number != Math.rint(number)) {
      throw new IllegalArgumentException(
          "%s in '%s' is no whole number of epochs".formatted(number, given));
    }
    return (int) number;
  }

  /** The names that there are. */
  static List<ScheduleName> all() {
    return List.of(values());
  }
}
