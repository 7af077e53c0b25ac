package dev.trine.conformance.catalogue;

import dev.trine.backend.op.Stage;
import dev.trine.backend.op.StageOp;
import dev.trine.reference.StageFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Every stage over the whole range of single precision: on NaN, infinities, zeros of both signs,
 * subnormal and the largest numbers, and in steps through where its formula overflows, cancels or
 * saturates if it is evaluated carelessly; functions also on numbers of all magnitudes alike.
 */
final class WholeRangeCases {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /** For the operations that every processor has, each of these with each. */
  private static final double[] CORNERS =
      FloatRange.withNegatives(
          Double.NaN,
          0,
          -0.0,
          1,
          100,
          1e-30f,
          Float.MIN_NORMAL,
          1e10f,
          1e30f,
          Float.MAX_VALUE,
          INFINITY);

  /** What derivatives, of which the largest is 1.13, are multiplied by. */
  private static final double[] FACTORS = {
    Double.NaN, 0, 1, -2.5, 1e-30f, -3e38f, INFINITY, -INFINITY
  };

  /** A derivative below this may be 0 in single precision, and infinity times it NaN. */
  private static final double LEAST_SLOPE = 1e-6;

  /** Some dozens of every order of magnitude. */
  private static final int DRAWN = 8192;

  private WholeRangeCases() {}

  static List<OpCase> all() {
    return Arrays.stream(StageOp.values()).flatMap(op -> of(op).stream()).toList();
  }

  static List<OpCase> of(StageOp op) {
    return switch (op) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE -> List.of(pairs(op, CORNERS, CORNERS));
      default -> List.of(op.isBinary() ? pairs(op, FACTORS, listed(op)) : steps(op), drawn(op));
    };
  }

  private static OpCase steps(StageOp op) {
    double[] a = listed(op);
    return ChainCases.chain(
        op + " over the whole range", List.of(Stage.of(op)), Values.of(a), List.of(), a.length);
  }

  /** Each accumulator with each operand. */
  private static OpCase pairs(StageOp op, double[] accumulators, double[] operands) {
    List<double[]> pairs = new ArrayList<>();
    for (double a : accumulators) {
      for (double b : operands) {
        if (isDefined(op, a, b)) {
          pairs.add(new double[] {a, b});
        }
      }
    }
    return ChainCases.chain(
        op + " over the whole range",
        List.of(Stage.of(op, 1, pairs.size())),
        Values.of(pairs.stream().mapToDouble(pair -> pair[0]).toArray()),
        List.of(Values.of(pairs.stream().mapToDouble(pair -> pair[1]).toArray())),
        pairs.size());
  }

  private static OpCase drawn(StageOp op) {
    String name = op + " of all magnitudes";
    Values numbers = domain(op);
    return op.isBinary()
        ? ChainCases.chain(
            name, List.of(Stage.of(op, 1, DRAWN)), Values.uniform(-2, 2), List.of(numbers), DRAWN)
        : ChainCases.chain(name, List.of(Stage.of(op)), numbers, List.of(), DRAWN);
  }

  /** Whether single precision leaves no choice between infinity and what infinity times 0 is. */
  private static boolean isDefined(StageOp op, double a, double b) {
    return switch (op) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE -> true;
      case RELU_GRADIENT -> !Double.isInfinite(a) || !FloatRange.isSubnormal(b);
      default -> !Double.isInfinite(a) || Math.abs(StageFunction.apply(op, 1, b)) > LEAST_SLOPE;
    };
  }

  /** Arguments of a function, or for a gradient what its function takes or gives. */
  private static double[] listed(StageOp op) {
    return switch (op) {
      // A device may take a subnormal number for 0, whose logarithm is infinite.
      case LOG -> Arrays.stream(FloatRange.all()).filter(x -> !FloatRange.isSubnormal(x)).toArray();
      case RELU_GRADIENT, SOFTPLUS_GRADIENT -> FloatRange.positive();
      case ELU_GRADIENT ->
          DoubleStream.concat(
                  Arrays.stream(FloatRange.positive()),
                  Arrays.stream(FloatRange.upToOne()).map(x -> -x))
              .toArray();
      case SIGMOID_GRADIENT -> FloatRange.upToOne();
      case TANH_GRADIENT -> FloatRange.withNegatives(FloatRange.upToOne());
      default -> FloatRange.all();
    };
  }

  /** The numbers between the ends of what is {@link #listed}. */
  private static Values domain(StageOp op) {
    return switch (op) {
      case LOG -> Values.magnitudes(Float.MIN_NORMAL, Float.MAX_VALUE);
      case SQRT, RELU_GRADIENT, SOFTPLUS_GRADIENT -> Values.magnitudes(0, Float.MAX_VALUE);
      case ELU_GRADIENT -> Values.magnitudes(-1, Float.MAX_VALUE);
      case SIGMOID_GRADIENT -> Values.magnitudes(0, 1);
      case TANH_GRADIENT -> Values.magnitudes(-1, 1);
      default -> Values.magnitudes(-Float.MAX_VALUE, Float.MAX_VALUE);
    };
  }
}
