package dev.trine.dataset.augment;

/** The augmentations there are; sizes are in pixels, or steps of whatever an axis is. */
public final class Augmentations {
  private Augmentations() {}

  /** {@linkplain Shift Moves} pictures by up to so many pixels along both axes. */
  public static Augmentation shift(int most) {
    return new Shift(most, most);
  }

  /** {@linkplain Shift Moves} pictures by up to so many pixels down or up, and across. */
  public static Augmentation shift(int down, int across) {
    return new Shift(down, across);
  }

  /** {@linkplain Rotation Turns} pictures by up to so many degrees, either way. */
  public static Augmentation rotate(double degrees) {
    return new Rotation(degrees);
  }

  /** {@linkplain Flip#LEFT_RIGHT Mirrors} every other picture, left to right. */
  public static Augmentation flip() {
    return Flip.LEFT_RIGHT;
  }

  /** Adds {@linkplain Noise normal noise} to inputs of any shape. */
  public static Augmentation noise(double deviation) {
    return new Noise(deviation);
  }

  /** {@linkplain CutOut Blackens} a square of so many pixels a side. */
  public static Augmentation cutOut(int side) {
    return new CutOut(side);
  }

  /** {@linkplain MixUp Mixes} each example with another, and their targets. */
  public static Augmentation mixUp(double alpha) {
    return new MixUp(alpha);
  }
}
