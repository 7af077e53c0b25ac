package dev.trine.cpu.loops;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.intAdd;
import static dev.trine.expression.Arithmetic.intMultiply;
import static dev.trine.expression.Arithmetic.intSubtract;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.or;
import static dev.trine.expression.Arithmetic.shiftLeft;
import static dev.trine.expression.Arithmetic.shiftRight;
import static dev.trine.expression.Arithmetic.shiftRightUnsigned;
import static dev.trine.expression.Arithmetic.subtract;
import static dev.trine.expression.Arithmetic.whole;

import dev.trine.expression.Arithmetic;
import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Application;
import dev.trine.expression.Expression.Constant;
import dev.trine.expression.Expression.Operation;
import dev.trine.expression.Expression.Whole;
import dev.trine.expression.Operator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Expressions with the same bits in operations that the JVM's compiler vectorises on all versions.
 * Truth and choice become arithmetic on bits, since a condition is not vectorised; rounding and
 * conversions become additions where the {@linkplain Range range} of their argument allows. What is
 * left of those has a loop of its own.
 */
final class Lowering {
  private static final int SIGN = 0x80000000;
  private static final int INFINITY = 0x7f800000;
  private static final Expression ALL = whole(-1);
  private static final Expression ZERO = whole(0);

  /**
   * Where floats lie one apart: what is added to this is rounded, and its low bits then count.
   * Within the limit the sum stays there.
   */
  private static final double ROUNDER = 0x1.8p23;

  private static final int ROUNDER_BITS = Float.floatToRawIntBits((float) ROUNDER);
  private static final double ROUNDER_LIMIT = 0x1p21;

  private final Map<Expression, Expression> lowered = new IdentityHashMap<>();
  private final Map<Expression, Range> ranges = new IdentityHashMap<>();

  private Lowering() {}

  /** The expressions in the same order. */
  static List<Expression> of(List<Expression> expressions) {
    Lowering lowering = new Lowering();
    return expressions.stream().map(lowering::lower).toList();
  }

  private Expression lower(Expression value) {
    Expression known = lowered.get(value);
    if (known == null) {
      known = lowerNew(value);
      lowered.put(value, known);
    }
    return known;
  }

  private Expression lowerNew(Expression value) {
    if (value instanceof Application application) {
      Expression tree = application.function().expand(application.arguments());
      Expression result = lower(tree);
      ranges.put(value, range(tree));
      return result;
    }
    if (value instanceof Operation operation) {
      List<Expression> arguments = operation.arguments().stream().map(this::lower).toList();
      return lower(operation, arguments);
    }
    return value;
  }

  private Range range(Expression value) {
    Range known = ranges.get(value);
    if (known == null) {
      if (value instanceof Application) {
        lower(value);
        return ranges.get(value);
      }
      known = Range.of(value, this::range);
      ranges.put(value, known);
    }
    return known;
  }

  private Expression lower(Operation operation, List<Expression> x) {
    Expression a = x.get(0);
    Expression b = x.size() > 1 ? x.get(1) : null;
    Expression c = x.size() > 2 ? x.get(2) : null;
    return switch (operation.operator()) {
      case LESS -> less(a, b);
      case LESS_OR_EQUAL -> and(not(less(b, a)), ordered(a, b));
      case EQUAL -> equal(a, b);
      case SELECT -> fromBits(choice(a, bits(b), bits(c)));
      case BITS -> bits(a);
      case FROM_BITS -> fromBits(a);
      case NEGATE -> isFromBits(a) ? fromBits(xor(bits(a), whole(SIGN))) : again(operation, x);
      case ABS -> isFromBits(a) ? fromBits(and(bits(a), whole(~SIGN))) : again(operation, x);
      case ROUND -> isNarrow(operation) ? rounded(a) : again(operation, x);
      case TO_INT -> isNarrow(operation) && isWhole(operation) ? toInt(a) : again(operation, x);
      case TO_FLOAT -> isNarrow(operation) ? toFloat(a) : again(operation, x);
      case INT_MULTIPLY_HIGH -> multiplyHigh(a, b);
      case INT_LESS -> signOf(or(and(a, not(b)), and(not(xor(a, b)), intSubtract(a, b))));
      case INT_LESS_UNSIGNED -> signOf(or(and(not(a), b), and(or(not(a), b), intSubtract(a, b))));
      case INT_EQUAL -> not(signOf(or(xor(a, b), intSubtract(ZERO, xor(a, b)))));
      case INT_SELECT -> choice(a, b, c);
      default -> again(operation, x);
    };
  }

  private static Expression again(Operation operation, List<Expression> arguments) {
    return new Operation(operation.operator(), arguments);
  }

  private boolean isNarrow(Operation operation) {
    return range(operation.arguments().get(0)).within(ROUNDER_LIMIT);
  }

  private boolean isWhole(Operation operation) {
    return range(operation.arguments().get(0)).whole();
  }

  /**
   * Rounds by adding and taking away; what has become 0 has the wrong sign when taken away this way
   * round, and the right one once a zero with the sign of {@code a} is added.
   */
  private static Expression rounded(Expression a) {
    Expression away = subtract(constant(ROUNDER), add(a, constant(ROUNDER)));
    return subtract(multiply(a, constant(0)), away);
  }

  /** A whole number lies in the low bits of its sum; that of NaN has a bit that no other has. */
  private static Expression toInt(Expression a) {
    Expression sum = bits(add(a, constant(ROUNDER)));
    Expression isNan = shiftRight(shiftLeft(sum, 3), 31);
    return and(intSubtract(sum, whole(ROUNDER_BITS)), not(isNan));
  }

  private static Expression toFloat(Expression a) {
    return subtract(fromBits(intAdd(a, whole(ROUNDER_BITS))), constant(ROUNDER));
  }

  /**
   * Whether the difference is positive: it is never rounded to 0, and is NaN if one is or both are
   * the same infinity.
   */
  private static Expression less(Expression a, Expression b) {
    if (isZero(a)) {
      return isPositive(bits(b));
    }
    return isPositive(isZero(b) ? bits(negated(a)) : bits(subtract(b, a)));
  }

  /** Whether all bits are the same and those of a number, or both are 0 of either sign. */
  private static Expression equal(Expression a, Expression b) {
    Expression different = orNegative(xor(bits(a), bits(b)));
    Expression notZeros = orNegative(shiftLeft(or(bits(a), bits(b)), 1));
    return signOf(or(and(not(different), notNan(a)), not(notZeros)));
  }

  /** Negative if any bit is set. */
  private static Expression orNegative(Expression bits) {
    return or(bits, intSubtract(ZERO, bits));
  }

  private static Expression negated(Expression a) {
    return fromBits(xor(bits(a), whole(SIGN)));
  }

  /** Whether bits are those of a positive number: from 1 to infinity. */
  private static Expression isPositive(Expression bits) {
    Expression aboveZero = and(intSubtract(ZERO, bits), not(bits));
    return signOf(and(aboveZero, intSubtract(bits, whole(INFINITY + 1))));
  }

  private static Expression ordered(Expression a, Expression b) {
    return signOf(and(notNan(a), notNan(b)));
  }

  /** Negative if it is a number. */
  private static Expression notNan(Expression a) {
    if (a instanceof Constant constant && !Double.isNaN(constant.value())) {
      return ALL;
    }
    return intSubtract(and(bits(a), whole(~SIGN)), whole(INFINITY + 1));
  }

  private static Expression choice(Expression condition, Expression yes, Expression no) {
    return xor(no, and(condition, xor(yes, no)));
  }

  private static Expression signOf(Expression a) {
    return shiftRight(a, 31);
  }

  private static Expression not(Expression a) {
    return xor(a, ALL);
  }

  /** By products of halves, none of which overflows as an unsigned number (Warren 2012, 8-2). */
  private static Expression multiplyHigh(Expression a, Expression b) {
    Expression lowA = low(a);
    Expression lowB = low(b);
    Expression highA = high(a);
    Expression highB = high(b);
    Expression first = intAdd(intMultiply(highA, lowB), high(intMultiply(lowA, lowB)));
    Expression second = intAdd(intMultiply(lowA, highB), low(first));
    return intAdd(intAdd(intMultiply(highA, highB), high(first)), high(second));
  }

  private static Expression low(Expression a) {
    return and(a, whole(0xffff));
  }

  private static Expression high(Expression a) {
    return shiftRightUnsigned(a, 16);
  }

  private static Expression and(Expression a, Expression b) {
    if (isWhole(a, 0) || isWhole(b, -1)) {
      return a;
    }
    return isWhole(a, -1) || isWhole(b, 0) ? b : Arithmetic.and(a, b);
  }

  private static Expression xor(Expression a, Expression b) {
    if (a instanceof Whole first && b instanceof Whole second) {
      return whole(first.value() ^ second.value());
    }
    if (isWhole(b, 0)) {
      return a;
    }
    return isWhole(a, 0) ? b : Arithmetic.xor(a, b);
  }

  private static Expression bits(Expression a) {
    if (isFromBits(a)) {
      return ((Operation) a).arguments().get(0);
    }
    return a instanceof Constant constant
        ? whole(Float.floatToRawIntBits((float) constant.value()))
        : Arithmetic.bits(a);
  }

  private static Expression fromBits(Expression a) {
    return a instanceof Operation operation && operation.operator() == Operator.BITS
        ? operation.arguments().get(0)
        : Arithmetic.fromBits(a);
  }

  private static boolean isFromBits(Expression a) {
    return a instanceof Operation operation && operation.operator() == Operator.FROM_BITS;
  }

  private static boolean isZero(Expression a) {
    return a instanceof Constant constant && (float) constant.value() == 0;
  }

  private static boolean isWhole(Expression a, int value) {
    return a instanceof Whole whole && whole.value() == value;
  }
}
