package dev.trine.tensor;

/** Element types that every backend can store. */
public enum DType {
  /** IEEE 754 binary32. */
  F32(4),
  /** Two's complement 32-bit integer: labels, counters, random bits. */
  I32(4);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** The type that numbers stored as this one are computed with: F32 or I32. */
  public DType computedAs() {
    return this == F32 ? F32 : I32;
  }

  /** Size of one element in bytes. */
  public int bytes() {
    return bytes;
  }
}
