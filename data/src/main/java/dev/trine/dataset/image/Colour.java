package dev.trine.dataset.image;

/** What the channels of an image are. */
public enum Colour {
  /**
   * One channel, luma: 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601, section 2.5.1), as
   * Pillow has it.
   */
  GREY(1),
  /** Red, green and blue. */
  RGB(3);

  private final int channels;

  Colour(int channels) {
    this.channels = channels;
  }

  /** How many channels. */
  public int channels() {
    return channels;
  }
}
