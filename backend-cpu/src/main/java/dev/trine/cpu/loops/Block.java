package dev.trine.cpu.loops;

import dev.trine.tensor.DType;

/**
 * An array that holds a value for each element of a block.
 *
 * @param type F32 or I32: the array's type, whatever its bits mean
 * @param number which of the arrays of this type
 */
public record Block(DType type, int number) {
  boolean isFloat() {
    return type == DType.F32;
  }
}
