package dev.trine.expression.function;

import dev.trine.expression.Expression;

/** Functions of expressions, to be written as in formulas: {@code multiply(x, sigmoid(x))}. */
public final class Functions {
  private Functions() {}

  /** e^x */
  public static Expression exp(Expression x) {
    return new Exp().of(x);
  }

  /** e^x − 1, right also near 0. */
  public static Expression expMinusOne(Expression x) {
    return new ExpMinusOne().of(x);
  }

  /** ln x */
  public static Expression log(Expression x) {
    return new Log().of(x);
  }

  /** ln(1 + x), right also near 0. */
  public static Expression logOnePlus(Expression x) {
    return new LogOnePlus().of(x);
  }

  /** x^y */
  public static Expression power(Expression x, Expression y) {
    return new Power().of(x, y);
  }

  /** The hyperbolic tangent. */
  public static Expression tanh(Expression x) {
    return new Tanh().of(x);
  }

  /** 1 / (1 + e^−x) */
  public static Expression sigmoid(Expression x) {
    return new Sigmoid().of(x);
  }

  /** The error function. */
  public static Expression erf(Expression x) {
    return new Erf().of(x);
  }

  /** sin x, for |x| ≤ 2^22. */
  public static Expression sin(Expression x) {
    return new Sin().of(x);
  }

  /** cos x, for |x| ≤ 2^22. */
  public static Expression cos(Expression x) {
    return new Cos().of(x);
  }

  /** max(x, 0) */
  public static Expression relu(Expression x) {
    return new Relu().of(x);
  }

  /** x for x > 0, else slope·x. */
  public static Expression leakyRelu(double slope, Expression x) {
    return new LeakyRelu(slope).of(x);
  }

  /** x for x > 0, else α·(e^x − 1). */
  public static Expression elu(double alpha, Expression x) {
    return new Elu(alpha).of(x);
  }

  /** ln(1 + e^x) */
  public static Expression softplus(Expression x) {
    return new Softplus().of(x);
  }

  /** The tanh form of x·Φ(x). */
  public static Expression gelu(Expression x) {
    return new Gelu().of(x);
  }

  /** x / (1 + e^−x) */
  public static Expression silu(Expression x) {
    return new Silu().of(x);
  }

  /** λ·x for x > 0, else λ·α·(e^x − 1). */
  public static Expression selu(Expression x) {
    return new Selu().of(x);
  }

  /** x·tanh(ln(1 + e^x)) */
  public static Expression mish(Expression x) {
    return new Mish().of(x);
  }

  /** x/6 + 1/2 within 0 and 1. */
  public static Expression hardSigmoid(Expression x) {
    return new HardSigmoid().of(x);
  }
}
