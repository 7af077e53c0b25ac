package dev.trine.cpu.loops;

/** What an operation of a {@link Loop} takes. */
sealed interface Operand {
  /** The element of a block. */
  record Element(int block) implements Operand {}

  /** What an earlier operation of the same loop has computed. */
  record Computed(int operation) implements Operand {}

  /** A number that belongs to the formula, by its bits. */
  record Immediate(int bits) implements Operand {}

  /** One of the loop's numeric arguments. */
  record Scalar(int index) implements Operand {}
}
