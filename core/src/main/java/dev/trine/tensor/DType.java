package dev.trine.tensor;

/** Element types that every backend can store, copy and transfer; computed with as F32 or I32. */
public enum DType {
  /** IEEE 754 binary32. */
  F32(4) {
    @Override
    public int encode(double value) {
      return Float.floatToRawIntBits((float) value);
    }

    @Override
    public double decode(int bits) {
      return Float.intBitsToFloat(bits);
    }
  },
  /** The upper half of an F32: its range, with 8 significant bits. */
  BF16(2) {
    @Override
    public int encode(double value) {
      return BFloat16.encode(value) & 0xFFFF;
    }

    @Override
    public double decode(int bits) {
      return BFloat16.decode((short) bits);
    }
  },
  /** Two's complement 32-bit integer: labels, counters, random bits. */
  I32(4) {
    @Override
    public int encode(double value) {
      return whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    @Override
    public double decode(int bits) {
      return bits;
    }
  },
  /** Unsigned 8-bit integer: pixels, text. */
  U8(1) {
    @Override
    public int encode(double value) {
      return whole(value, 0, 0xFF);
    }

    @Override
    public double decode(int bits) {
      return bits & 0xFF;
    }
  };

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** The type that numbers stored as this one are computed with: F32 or I32. */
  public DType computedAs() {
    return this == F32 || this == BF16 ? F32 : I32;
  }

  /** Size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  /**
   * The bits of an element of this value, in the lowest of an int, the others being 0. F32 and BF16
   * round to the nearest, of two to the even one.
   *
   * @throws IllegalArgumentException if this is a type of whole numbers that has not this one
   */
  public abstract int encode(double value);

  /** The value of an element, of whose bits only as many count as the type has. */
  public abstract double decode(int bits);

  int whole(double value, int least, int most) {
    if (!(value >= least && value <= most) || value != (int) value) {
      throw new IllegalArgumentException(
          "%s holds whole numbers from %s to %s, not %s".formatted(this, least, most, value));
    }
    return (int) value;
  }
}
