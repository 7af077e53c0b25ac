package dev.trine.cpu.loops;

import dev.trine.expression.Operator;
import java.util.List;

/**
 * One counted loop over the elements of blocks: what is generated and compiled as one method. Loops
 * of equal form are one method. Blocks are numbered by type, those that are written last.
 *
 * @param floats how many blocks of floats there are
 * @param ints how many blocks of ints
 * @param scalars how many numeric arguments
 * @param stores what is written, in order
 */
record Loop(int floats, int ints, int scalars, List<Step> steps, List<Store> stores) {
  /** An operation; its operands have the types that the operator takes. */
  record Step(Operator operator, List<Operand> operands) {}

  /** What a step has computed goes to a block of its type. */
  record Store(int step, int block) {}
}
