package dev.trine.kernels;

import dev.trine.backend.Precision;
import dev.trine.tensor.DType;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What kernels that multiply take the elements of their operands for ({@code operand.h}). */
public enum OperandFormat {
  F32,
  BF16,
  TF32;

  /** Those that a backend of a precision has products of. */
  static Set<OperandFormat> of(Precision precision) {
    return switch (precision) {
      case F32 -> EnumSet.of(F32);
      case TF32 -> EnumSet.of(TF32);
      case BF16_MIXED -> EnumSet.of(F32, BF16);
    };
  }

  /**
   * That of a view in a product.
   *
   * @param precision of the backend
   * @param type of the view's elements, which the precision allows
   */
  public static OperandFormat of(Precision precision, DType type) {
    if (type == DType.BF16) {
      return BF16;
    }
    return precision == Precision.TF32 ? TF32 : F32;
  }

  /** What names of kernels, and of their modules, end with. */
  String suffix() {
    return this == F32 ? "" : "_" + name().toLowerCase(Locale.ROOT);
  }
}
