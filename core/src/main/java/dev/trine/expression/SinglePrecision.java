package dev.trine.expression;

import static dev.trine.expression.Integers.truth;

import dev.trine.expression.Expression.Constant;
import dev.trine.expression.Expression.Folded;
import dev.trine.expression.Expression.Index;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Expression.Whole;
import dev.trine.expression.Listing.Computation;
import dev.trine.expression.Listing.Leaf;
import dev.trine.expression.Listing.Scalar;
import dev.trine.expression.Listing.Step;
import java.util.List;

/**
 * Runs a listing as every backend must: the oracle of its bits. Values are the 32 bits of F32 or
 * I32. Slow, and plain.
 */
public final class SinglePrecision {
  private static final int[] NONE = {};

  private final Listing listing;
  private final List<Step> steps;
  private final List<Integer> results;
  private final int[] values;

  public SinglePrecision(Listing listing) {
    this.listing = listing;
    this.steps = listing.steps();
    this.results = listing.results();
    this.values = new int[listing.steps().size()];
  }

  /**
   * The results for one element.
   *
   * @param loads the bits of the element of each input, already as F32 or I32
   * @param index along each axis
   */
  public int[] run(int[] loads, int... index) {
    return run(loads, NONE, index);
  }

  /**
   * As {@link #run(int[], int...)}, of a row.
   *
   * @param folds the bits of what the row was folded to
   */
  public int[] run(int[] loads, int[] folds, int[] index) {
    for (int i = 0; i < values.length; i++) {
      Step step = steps.get(i);
      if (step instanceof Leaf leaf) {
        values[i] = leaf(leaf.expression(), loads, folds, index);
      } else if (step instanceof Scalar scalar) {
        values[i] = bits(listing.scalars().get(scalar.index()));
      } else {
        Computation computation = (Computation) step;
        values[i] = compute(computation.operator(), computation.arguments());
      }
    }
    return results.stream().mapToInt(result -> values[result]).toArray();
  }

  /** The single result of an expression of F32 loads alone. */
  public static float of(Expression expression, float... loads) {
    int[] bits = new int[loads.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = bits(loads[i]);
    }
    Listing listing = Listing.of(List.of(expression));
    return Float.intBitsToFloat(new SinglePrecision(listing).run(bits)[0]);
  }

  private static int leaf(Expression leaf, int[] loads, int[] folds, int[] index) {
    if (leaf instanceof Constant constant) {
      return bits((float) constant.value());
    }
    if (leaf instanceof Whole whole) {
      return whole.value();
    }
    if (leaf instanceof Folded folded) {
      return folds[folded.fold()];
    }
    return leaf instanceof Load load ? loads[load.input()] : index[((Index) leaf).axis()];
  }

  private int compute(Operator operator, List<Integer> arguments) {
    int i = values[arguments.get(0)];
    int j = arguments.size() > 1 ? values[arguments.get(1)] : 0;
    int k = arguments.size() > 2 ? values[arguments.get(2)] : 0;
    float a = Float.intBitsToFloat(i);
    float b = Float.intBitsToFloat(j);
    return switch (operator) {
      case ADD -> bits(a + b);
      case SUBTRACT -> bits(a - b);
      case MULTIPLY -> bits(a * b);
      case FMA -> bits(Math.fma(a, b, Float.intBitsToFloat(k)));
      case DIVIDE -> bits(a / b);
      case SQRT -> bits((float) Math.sqrt(a));
      case NEGATE -> i ^ 0x80000000;
      case ABS -> i & 0x7fffffff;
      case MIN -> bits(Math.min(a, b));
      case MAX -> bits(Math.max(a, b));
      case FLOOR -> bits((float) Math.floor(a));
      case ROUND -> bits((float) Math.rint(a));
      case LESS -> truth(a < b);
      case LESS_OR_EQUAL -> truth(a <= b);
      case EQUAL -> truth(a == b);
      case SELECT -> i != 0 ? j : k;
      case TO_INT -> (int) a;
      case TO_FLOAT -> bits((float) i);
      case BITS, FROM_BITS -> i;
      default -> Integers.compute(operator, i, j, k);
    };
  }

  private static int bits(float value) {
    return Float.floatToRawIntBits(value);
  }
}
