package dev.trine.cuda.ptx;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The body of a kernel, instruction by instruction. */
final class Assembly {
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

  /** A place to branch to. */
  void label(String name) {
    text.append(name).append(":\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
