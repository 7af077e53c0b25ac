package dev.trine.cli.train.augment;

import dev.trine.dataset.augment.Augmentation;
import dev.trine.dataset.augment.Augmentations;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A change that {@code --augment} takes, and how much of it there is at most. */
enum Change {
  SHIFT("shift=PIXELS") {
    @Override
    Augmentation of(String most) {
      return Augmentations.shift(Integer.parseInt(most));
    }
  },
  ROTATE("rotate=DEGREES") {
    @Override
    Augmentation of(String most) {
      return Augmentations.rotate(Double.parseDouble(most));
    }
  },
  FLIP("flip") {
    @Override
    Augmentation of(String none) {
      return Augmentations.flip();
    }
  },
  NOISE("noise=DEVIATION") {
    @Override
    Augmentation of(String deviation) {
      return Augmentations.noise(Double.parseDouble(deviation));
    }
  },
  CUT_OUT("cut-out=PIXELS") {
    @Override
    Augmentation of(String side) {
      return Augmentations.cutOut(Integer.parseInt(side));
    }
  };

  private final String spelled;

  Change(String spelled) {
    this.spelled = spelled;
  }

  /**
   * The augmentation.
   *
   * @param number as it was typed; empty of what has none
   * @throws NumberFormatException if it is none of the kind that is needed
   * @throws IllegalArgumentException if it is out of range
   */
  abstract Augmentation of(String number);

  /** What stands before the number. */
  String word() {
    return spelled.split("=")[0];
  }

  boolean hasNumber() {
    return spelled.contains("=");
  }

  /** The one of that word. */
  static Optional<Change> named(String word) {
    return Arrays.stream(values()).filter(change -> change.word().equals(word)).findFirst();
  }

  /** All, as help and messages list them. */
  static String listed() {
    return Arrays.stream(values()).map(Change::toString).collect(Collectors.joining(", "));
  }

  /** As it is typed, with what its number means: {@code shift=PIXELS}. */
  @Override
  public String toString() {
    return spelled;
  }
}
