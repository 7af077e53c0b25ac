package dev.trine.expression;

/** The operations on I32 alone, which are exact in whatever precision the others are computed. */
final class Integers {
  private Integers() {}

  /**
   * What an operator gives.
   *
   * @param j the second argument, unread where there is none
   * @param k the third argument, unread where there is none
   */
  static int compute(Operator operator, int i, int j, int k) {
    return switch (operator) {
      case INT_ADD -> i + j;
      case INT_SUBTRACT -> i - j;
      case INT_MULTIPLY -> i * j;
      case INT_MULTIPLY_HIGH ->
          (int) (Integer.toUnsignedLong(i) * Integer.toUnsignedLong(j) >>> Integer.SIZE);
      case INT_AND -> i & j;
      case INT_OR -> i | j;
      case INT_XOR -> i ^ j;
      case INT_SHIFT_LEFT -> i << j;
      case INT_SHIFT_RIGHT -> i >> j;
      case INT_SHIFT_RIGHT_UNSIGNED -> i >>> j;
      case INT_LESS -> truth(i < j);
      case INT_LESS_UNSIGNED -> truth(Integer.compareUnsigned(i, j) < 0);
      case INT_EQUAL -> truth(i == j);
      case INT_SELECT -> i != 0 ? j : k;
      default -> throw new IllegalStateException(operator + " is not of I32 alone");
    };
  }

  /** A truth value: all bits set, or none. */
  static int truth(boolean value) {
    return value ? -1 : 0;
  }
}
