package dev.trine.backend.op;

/**
 * One step of an elementwise chain.
 *
 * @param operand what a binary op takes; null for a unary one
 */
public record Stage(StageOp op, Operand operand) {
  /** The most stages that one chain takes. */
  public static final int MAX_STAGES = 8;

  /** The second argument of a binary op. */
  public sealed interface Operand {}

  /** The same number for every element. */
  public record Constant(double value) implements Operand {}

  /**
   * The next of the chain's operand views, spread over the output: element i of the output takes
   * element {@code (i / repeat) mod period} of the view.
   *
   * @param repeat how often each element comes in a row: the extents to its right
   * @param period the view's element count
   */
  public record Tensor(long repeat, long period) implements Operand {
    public Tensor {
      if (repeat < 1 || period < 1) {
        throw new IllegalArgumentException(
            "An operand repeats %s times over a period of %s; both must be at least 1"
                .formatted(repeat, period));
      }
    }
  }

  public Stage {
    if (op.isBinary() == (operand == null)) {
      throw new IllegalArgumentException(
          op + (op.isBinary() ? " needs an operand" : " takes no operand"));
    }
  }

  public static Stage of(StageOp op) {
    return new Stage(op, null);
  }

  public static Stage of(StageOp op, double constant) {
    return new Stage(op, new Constant(constant));
  }

  public static Stage of(StageOp op, long repeat, long period) {
    return new Stage(op, new Tensor(repeat, period));
  }

  /** Whether this stage takes one of the chain's operand views. */
  public boolean takesTensor() {
    return operand instanceof Tensor;
  }
}
