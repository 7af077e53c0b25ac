package dev.trine.conformance.catalogue;

import dev.trine.backend.Stage;
import dev.trine.backend.StageOp;
import java.util.Arrays;
import java.util.List;

/**
 * Every stage on NaN, infinities, zeros of both signs and numbers at which its formula overflows or
 * saturates if it is evaluated carelessly.
 */
final class SpecialValueCases {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final double[] EVERYWHERE = {
    Double.NaN, 0, -0.0, 1, -1, 100, -100, (float) 1e-30, (float) 1e10, (float) -1e10, INFINITY
  };

  private SpecialValueCases() {}

  static List<OpCase> all() {
    return Arrays.stream(StageOp.values()).map(SpecialValueCases::of).toList();
  }

  private static OpCase of(StageOp op) {
    double[] a = accumulators(op);
    if (!op.isBinary()) {
      return ChainCases.chain(
          op + " of special values", List.of(Stage.of(op)), Values.of(a), List.of(), a.length);
    }
    double[] b = operands(op);
    return ChainCases.chain(
        op + " of special values",
        List.of(Stage.of(op, 1, b.length)),
        Values.of(each(a, b.length)),
        List.of(Values.of(b)),
        a.length * b.length);
  }

  private static double[] accumulators(StageOp op) {
    return switch (op) {
      // −∞·0, of which the formulas make NaN or 0 according to how they are arranged.
      case GELU, SILU -> EVERYWHERE;
      default -> with(EVERYWHERE, -INFINITY);
    };
  }

  /** A gradient's operands are values that its function takes, or arguments not too far out. */
  private static double[] operands(StageOp op) {
    return switch (op) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE -> with(EVERYWHERE, -INFINITY);
      case RELU_GRADIENT -> new double[] {Double.NaN, 0, -0.0, 1, (float) 1e-30, INFINITY};
      case LEAKY_RELU_GRADIENT -> new double[] {Double.NaN, 0, -0.0, 1, -1, INFINITY, -INFINITY};
      case ELU_GRADIENT -> new double[] {Double.NaN, 0, -0.0, 1, -1, 100, INFINITY};
      case SIGMOID_GRADIENT -> new double[] {Double.NaN, 0, 0.5, 1};
      case TANH_GRADIENT -> new double[] {Double.NaN, 0, 0.5, 1, -1};
      case SOFTPLUS_GRADIENT -> new double[] {Double.NaN, 0, 1, 100, INFINITY};
      case GELU_GRADIENT, SILU_GRADIENT -> new double[] {Double.NaN, 0, 1, -1, 10};
      default -> throw new IllegalArgumentException(op + " takes no operand");
    };
  }

  /** {@code a₀ … a₀ a₁ … a₁ …}, so that a cycled operand meets each accumulator once. */
  private static double[] each(double[] values, int times) {
    return Arrays.stream(values)
        .flatMap(value -> Arrays.stream(Values.constant(value).draw(times, 0)))
        .toArray();
  }

  private static double[] with(double[] values, double another) {
    double[] extended = Arrays.copyOf(values, values.length + 1);
    extended[values.length] = another;
    return extended;
  }
}
