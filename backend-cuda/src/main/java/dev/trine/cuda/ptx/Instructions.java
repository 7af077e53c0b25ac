package dev.trine.cuda.ptx;

import dev.trine.expression.Operator;
import java.util.ArrayList;
import java.util.List;

/**
 * The instructions for each operation, as sm_75 has them. All registers are untyped words. A
 * rounding modifier keeps the driver's compiler from contracting sums and products; none flushes
 * subnormal numbers.
 */
final class Instructions {
  /** A predicate for use within one operation. */
  static final String TRUTH = "%truth";

  private static final String NAN = "0x7FC00000";

  private Instructions() {}

  /** Computes an operation into a register other than those of its arguments. */
  static void add(Assembly to, Operator operator, String result, List<String> arguments) {
    String opcode = opcode(operator);
    switch (operator) {
      case LESS, LESS_OR_EQUAL, EQUAL, INT_LESS, INT_LESS_UNSIGNED, INT_EQUAL -> {
        to.add(opcode, TRUTH, arguments.get(0), arguments.get(1));
        to.add("selp.b32", result, -1, 0, TRUTH);
      }
      case SELECT, INT_SELECT -> {
        to.add("setp.ne.s32", TRUTH, arguments.get(0), 0);
        to.add(opcode, result, arguments.get(1), arguments.get(2), TRUTH);
      }
      case MIN, MAX -> {
        // The instruction orders zeros by their signs, but lets a NaN give way to a number.
        to.add(opcode, result, arguments.get(0), arguments.get(1));
        to.add("setp.nan.f32", TRUTH, arguments.get(0), arguments.get(1));
        to.add("selp.b32", result, NAN, result, TRUTH);
      }
      default -> {
        List<String> operands = new ArrayList<>(List.of(result));
        operands.addAll(arguments);
        to.add(opcode, operands.toArray());
      }
    }
  }

  private static String opcode(Operator operator) {
    return switch (operator) {
      case ADD -> "add.rn.f32";
      case SUBTRACT -> "sub.rn.f32";
      case MULTIPLY -> "mul.rn.f32";
      case FMA -> "fma.rn.f32";
      case DIVIDE -> "div.rn.f32";
      case SQRT -> "sqrt.rn.f32";
      case NEGATE -> "neg.f32";
      case ABS -> "abs.f32";
      case MIN -> "min.f32";
      case MAX -> "max.f32";
      case FLOOR -> "cvt.rmi.f32.f32";
      case ROUND -> "cvt.rni.f32.f32";
      case LESS -> "setp.lt.f32";
      case LESS_OR_EQUAL -> "setp.le.f32";
      case EQUAL -> "setp.eq.f32";
      case SELECT, INT_SELECT -> "selp.b32";
      case TO_INT -> "cvt.rzi.s32.f32";
      case TO_FLOAT -> "cvt.rn.f32.s32";
      case BITS, FROM_BITS -> "mov.b32";
      case INT_ADD -> "add.s32";
      case INT_SUBTRACT -> "sub.s32";
      case INT_MULTIPLY -> "mul.lo.s32";
      case INT_MULTIPLY_HIGH -> "mul.hi.u32";
      case INT_AND -> "and.b32";
      case INT_OR -> "or.b32";
      case INT_XOR -> "xor.b32";
      case INT_SHIFT_LEFT -> "shl.b32";
      case INT_SHIFT_RIGHT -> "shr.s32";
      case INT_SHIFT_RIGHT_UNSIGNED -> "shr.u32";
      case INT_LESS -> "setp.lt.s32";
      case INT_LESS_UNSIGNED -> "setp.lt.u32";
      case INT_EQUAL -> "setp.eq.s32";
    };
  }
}
