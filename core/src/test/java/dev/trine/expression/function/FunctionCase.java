package dev.trine.expression.function;

import dev.trine.expression.Function;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A function of one argument and what its Javadoc promises.
 *
 * @param ulps the largest error of its tree
 * @param monotone whether it never falls, as the mathematical function
 * @param scale the smallest number whose ulp errors are measured in, by x: where terms cancel that
 *     is the larger of them
 */
record FunctionCase(Function function, double ulps, boolean monotone, DoubleUnaryOperator scale) {
  /** All functions of one argument. */
  static final List<FunctionCase> ALL =
      List.of(
          rising(new Exp(), 1.1),
          rising(new ExpMinusOne(), 2),
          rising(new Log(), 1.1),
          rising(new LogOnePlus(), 2),
          any(new Tanh(), 2.5),
          rising(new Sigmoid(), 3),
          any(new Erf(), 2),
          any(new Sin(), 2),
          any(new Cos(), 2),
          rising(new Relu(), 0),
          rising(new LeakyRelu(0.01), 0.51),
          rising(new LeakyRelu(2.5), 0.51),
          rising(new LeakyReluDerivative(0.01), 0),
          rising(new Elu(1), 2),
          rising(new Elu(1.67), 2),
          rising(new EluDerivative(1), 0.51),
          any(new EluDerivative(0.3), 0.51),
          any(new Softplus(), 2),
          any(new Gelu(), 3),
          any(new Silu(), 3),
          derivative(new GeluDerivative(), 6, x -> terms(x, Gelu.argument(x), Gelu.derivative(x))),
          derivative(new SiluDerivative(), 4.5, x -> terms(x, x, 1)),
          rising(new Selu(), 2),
          derivative(new SeluDerivative(), 1, y -> y > 0 ? 0 : Selu.DEPTH),
          any(new Mish(), 3),
          derivative(new MishDerivative(), 5, x -> terms(x, Mish.argument(x), Mish.derivative(x))),
          rising(new HardSigmoid(), 1.1));

  /** The larger of those of which the derivative of a gated function is the sum. */
  private static double terms(double x, double z, double inner) {
    double gate = Sigmoid.of(z);
    return Double.isInfinite(x) ? 0 : Math.max(gate, Math.abs(x * inner) * gate * Sigmoid.of(-z));
  }

  private static FunctionCase rising(Function function, double ulps) {
    return new FunctionCase(function, ulps, true, x -> 0);
  }

  private static FunctionCase any(Function function, double ulps) {
    return new FunctionCase(function, ulps, false, x -> 0);
  }

  private static FunctionCase derivative(
      Function function, double ulps, DoubleUnaryOperator scale) {
    return new FunctionCase(function, ulps, false, scale);
  }

  /** The error of a value in ulp, 0 where both are NaN. */
  double error(float x, float found) {
    double exact = function.evaluate(x);
    if (exact == found || exact != exact && found != found) {
      return 0;
    }
    if (exact != exact || found != found) {
      return Double.POSITIVE_INFINITY;
    }
    double distance = Math.abs(finite(found) - finite(exact));
    double error = distance / ulp(exact);
    // The scale is looked at where it matters, since it takes time.
    return error <= 0.5 ? error : distance / Math.max(ulp(exact), ulp(scale.applyAsDouble(x)));
  }

  private static float ulp(double x) {
    return Math.min(Math.ulp((float) x), Math.ulp(Float.MAX_VALUE));
  }

  /** Rounding goes on beyond the largest number as if there were a next one. */
  private static double finite(double value) {
    return Math.max(-0x1p128, Math.min(value, 0x1p128));
  }

  @Override
  public String toString() {
    return function.toString();
  }
}
