package dev.trine.kernels;

/** An argument of a kernel's launch. */
public sealed interface LaunchArgument {
  /**
   * What {@code IN} and {@code OUT} parameters take: a pointer and, behind it, a 64-bit offset in
   * elements.
   */
  record Memory(DeviceMemory memory, long offset) implements LaunchArgument {}

  /** A 32-bit integer. */
  record Int(int value) implements LaunchArgument {}

  /** A 64-bit integer. */
  record Long(long value) implements LaunchArgument {}

  /** A single-precision number. */
  record Float(float value) implements LaunchArgument {}
}
