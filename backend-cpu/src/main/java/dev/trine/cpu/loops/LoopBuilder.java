package dev.trine.cpu.loops;

import dev.trine.expression.Operator;
import java.util.ArrayList;
import java.util.List;

/** A loop as it grows, and the blocks and numbers that it is to be run with. */
final class LoopBuilder {
  private final List<Loop.Step> steps = new ArrayList<>();
  private final List<Loop.Store> stores = new ArrayList<>();
  private final List<Block> floats = new ArrayList<>();
  private final List<Block> ints = new ArrayList<>();
  private final List<Pass.Scalar> scalars = new ArrayList<>();

  void add(Operator operator, List<Operand> operands) {
    steps.add(new Loop.Step(operator, operands));
  }

  Operand element(Block block) {
    return new Operand.Element(numberOf(block));
  }

  Operand scalar(Pass.Scalar scalar) {
    if (!scalars.contains(scalar)) {
      scalars.add(scalar);
    }
    return new Operand.Scalar(scalars.indexOf(scalar));
  }

  void store(int step, Block block) {
    stores.add(new Loop.Store(step, numberOf(block)));
  }

  Pass.Run build() {
    Loop loop = new Loop(floats.size(), ints.size(), scalars.size(), steps, stores);
    return new Pass.Run(Loops.compile(loop), floats, ints, scalars);
  }

  private int numberOf(Block block) {
    List<Block> alike = block.isFloat() ? floats : ints;
    if (!alike.contains(block)) {
      alike.add(block);
    }
    return alike.indexOf(block);
  }
}
