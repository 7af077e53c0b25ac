package dev.trine.kernels;

import dev.trine.backend.Precision;
import dev.trine.tensor.DType;
import java.util.Locale;

/** What kernels that multiply take the elements of their operands for ({@code operand.h}). */
public enum OperandFormat {
  F32,
  BF16;

  /**
   * That of a view in a product.
   *
   * @param precision of the backend
   * @param type of the view's elements, which the precision allows
   */
  public static OperandFormat of(Precision precision, DType type) {
    return type == DType.BF16 ? BF16 : F32;
  }

  /** What names of kernels, and of their modules, end with. */
  String suffix() {
    return this == F32 ? "" : "_" + name().toLowerCase(Locale.ROOT);
  }
}
