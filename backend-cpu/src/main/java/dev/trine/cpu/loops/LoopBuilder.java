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
  private final List<Integer> scalars = new ArrayList<>();
  private final List<Float> values = new ArrayList<>();

  void add(Operator operator, List<Operand> operands) {
    steps.add(new Loop.Step(operator, operands));
  }

  Operand element(Block block) {
    return new Operand.Element(numberOf(block));
  }

  /**
   * @param value the number
   * @param which which of the listing's
   */
  Operand scalar(float value, int which) {
    if (!scalars.contains(which)) {
      scalars.add(which);
      values.add(value);
    }
    return new Operand.Scalar(scalars.indexOf(which));
  }

  void store(int step, Block block) {
    stores.add(new Loop.Store(step, numberOf(block)));
  }

  Pass.Run build() {
    Loop loop = new Loop(floats.size(), ints.size(), values.size(), steps, stores);
    return new Pass.Run(Loops.compile(loop), floats, ints, values);
  }

  private int numberOf(Block block) {
    List<Block> alike = block.isFloat() ? floats : ints;
    if (!alike.contains(block)) {
      alike.add(block);
    }
    return alike.indexOf(block);
  }
}
