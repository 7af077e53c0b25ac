package dev.trine.reference;

/** What {@link dev.trine.backend.Precision#TF32} takes a number for. */
public final class TensorFloat {
  /** Of the 23 bits of the fraction 10 count. */
  private static final int DROPPED = 13;

  private static final int HALFWAY = 1 << (DROPPED - 1);

  private TensorFloat() {}

  /** To the nearest, of two to the one further from 0 (PTX: {@code cvt.rna.tf32.f32}). */
  public static double round(double value) {
    float single = (float) value;
    if (!Float.isFinite(single)) {
      return single;
    }
    int bits = Float.floatToRawIntBits(single) + HALFWAY;
    return Float.intBitsToFloat(bits >> DROPPED << DROPPED);
  }
}
