package dev.trine.kernels;

/** An argument of a kernel. */
public sealed interface Argument {
  /**
   * What {@code IN} and {@code OUT} parameters take: a pointer and, behind it, a 64-bit offset in
   * elements.
   */
  record Memory(DeviceMemory memory, long offset) implements Argument {}

  /** A 32-bit integer. */
  record Int(int value) implements Argument {}

  /** A 64-bit integer. */
  record Long(long value) implements Argument {}

  /** A single-precision number. */
  record Float(float value) implements Argument {}
}
