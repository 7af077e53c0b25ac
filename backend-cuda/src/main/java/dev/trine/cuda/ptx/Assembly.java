package dev.trine.cuda.ptx;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The body of a kernel, instruction by instruction. */
final class Assembly {
  /** A register for use within a division. */
  static final String WHOLE_PART = "%whole";

  private final StringBuilder text = new StringBuilder();

  /** An instruction with its operands, results first. */
  void add(String opcode, Object... operands) {
    add(
        opcode
            + Arrays.stream(operands)
                .map(Object::toString)
                .collect(Collectors.joining(", ", " ", "")));
  }

  /** Declares registers of a type; {@code name<3>} are three, numbered from 0. */
  void declare(String type, Object... registers) {
    add(".reg " + type, registers);
  }

  /** An instruction in one piece. */
  void add(String instruction) {
    text.append('\t').append(instruction).append(";\n");
  }

  /** An instruction for those lanes alone for which a predicate holds. */
  void addWhere(String predicate, String opcode, Object... operands) {
    add("@" + predicate + " " + opcode, operands);
  }

  /** Division of unsigned numbers; the dividend may become the remainder. */
  void divide(String dividend, Object by, String quotient, String remainder) {
    add("div.u32", quotient, dividend, by);
    add("mul.lo.u32", WHOLE_PART, quotient, by);
    add("sub.u32", remainder, dividend, WHOLE_PART);
  }

  /** A place to branch to. */
  void label(String name) {
    text.append(name).append(":\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
