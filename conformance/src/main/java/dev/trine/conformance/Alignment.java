package dev.trine.conformance;

import java.util.Locale;

/** Where in their buffers the tensors of a case lie. Code for wide loads must get both right. */
enum Alignment {
  /** At 256 bytes, as core's memory plan places them. */
  ALIGNED,
  /** At odd offsets that differ from tensor to tensor, as slices may lie. */
  ODD;

  private static final int ALIGNMENT = 64;

  /**
   * The offset of a tensor, in elements; what lies before it is watched.
   *
   * @param index the tensor's number among the case's
   */
  int offset(int index) {
    return switch (this) {
      case ALIGNED -> ALIGNMENT;
      case ODD -> ALIGNMENT + 1 + 2 * (5 * index % 16);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
