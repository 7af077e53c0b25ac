package dev.trine.cpu;

import dev.trine.backend.op.Stage;
import dev.trine.backend.op.StageOp;
import java.util.List;
import java.util.stream.Stream;

/** A chain of elementwise stages, applied block by block, so that only its ends touch memory. */
final class ChainCall extends BlockwiseCall {
  private final StageOp[] ops;
  private final ChainOperand[] operands;
  private final Region in;
  private final Region out;

  /**
   * @param views one for each stage that takes one
   */
  ChainCall(Gate gate, List<Stage> stages, Region in, List<Region> views, Region out) {
    super(
        gate,
        "chain",
        out.elements(),
        Stream.concat(Stream.of(in, out), views.stream()).toArray(Region[]::new));
    this.in = in;
    this.out = out;
    ops = stages.stream().map(Stage::op).toArray(StageOp[]::new);
    operands = new ChainOperand[ops.length];
    int next = 0;
    for (int i = 0; i < ops.length; i++) {
      Stage.Operand operand = stages.get(i).operand();
      if (operand instanceof Stage.Tensor spread) {
        operands[i] = ChainOperand.of(spread, views.get(next++), out.elements());
      } else if (operand instanceof Stage.Constant constant) {
        operands[i] = ChainOperand.of(constant.value());
      } else {
        operands[i] = ChainOperand.none();
      }
    }
  }

  @Override
  void block(int start, int count, Blocks blocks) {
    float[] accumulator = blocks.first();
    in.get(start, accumulator, count);
    for (int i = 0; i < ops.length; i++) {
      float[] operand = operands[i].load(start, count, blocks.second());
      StageLoops.apply(ops[i], accumulator, operand, count, blocks);
    }
    out.put(start, accumulator, count);
  }
}
