package dev.trine.backend;

import dev.trine.tensor.DType;

/**
 * What matrix products and convolutions take their operands for. Whatever it is, they add up in
 * F32, and everything else, parameters, gradients and moments among it, is F32.
 */
public enum Precision {
  /** As they are. Every backend has it. */
  F32,

  /**
   * F32 of which 11 significant bits count, the nearest, of two the one further from 0: what
   * NVIDIA's tensor cores make of F32 since compute capability 8.0. Tensors look the same as with
   * {@link #F32}, and no other backend has it.
   */
  TF32,

  /**
   * BF16, of 8 significant bits and the range of F32: mixed precision (Micikevicius et al. 2018, on
   * BF16 Kalamkar et al. 2019, which needs no scaling of the loss). A program rounds each operand
   * once, to the nearest, and its products read half as many bytes; a device may take what is below
   * 2⁻¹²⁶ for 0. Weights are rounded anew in each step from those in F32 that the optimizer
   * updates.
   */
  BF16_MIXED;

  /** The type of element that products take. */
  public DType operands() {
    return this == BF16_MIXED ? DType.BF16 : DType.F32;
  }
}
