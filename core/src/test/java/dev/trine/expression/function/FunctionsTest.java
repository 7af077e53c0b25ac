package dev.trine.expression.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.expression.Arithmetic;
import dev.trine.expression.DoublePrecision;
import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Listing;
import dev.trine.expression.Pullback;
import dev.trine.expression.SinglePrecision;
import dev.trine.tensor.DType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every function of one argument keeps what {@link FunctionCase} says of it. */
class FunctionsTest {
  private static final Expression X = Arithmetic.load(0);
  private static final int SAMPLES = 50_000;

  static final List<FunctionCase> FUNCTIONS = FunctionCase.ALL;

  static final List<Expression> SMOOTH =
      List.of(
          Functions.exp(X),
          Functions.expMinusOne(X),
          Functions.log(Arithmetic.multiply(X, X)),
          Functions.logOnePlus(Arithmetic.abs(X)),
          Functions.tanh(X),
          Functions.sigmoid(X),
          Functions.erf(X),
          Functions.sin(X),
          Functions.cos(X),
          Functions.relu(X),
          Functions.leakyRelu(0.01, X),
          Functions.elu(1, X),
          Functions.elu(1.67, X),
          Functions.softplus(X),
          Functions.gelu(X),
          Functions.silu(X),
          Functions.selu(X),
          Functions.mish(X),
          Functions.hardSigmoid(X));

  @ParameterizedTest
  @FieldSource("FUNCTIONS")
  void theTreeIsNearTheDefinition(FunctionCase function) {
    Tree tree = new Tree(function);
    for (int i = 0; i < SAMPLES; i++) {
      check(function, tree, Spread.float32(i, SAMPLES));
    }
    for (float x : Spread.SPECIAL) {
      check(function, tree, x);
    }
  }

  private static void check(FunctionCase function, Tree tree, float x) {
    float value = tree.of(x);
    double error = function.error(x, value);
    assertTrue(
        error <= function.ulps(),
        () -> "%s of %s is %s, %s ulp away".formatted(function, x, value, error));
  }

  @ParameterizedTest
  @FieldSource("FUNCTIONS")
  void whatRisesNeverFalls(FunctionCase function) {
    if (function.monotone()) {
      Tree tree = new Tree(function);
      for (int i = 0; i < SAMPLES / 10; i++) {
        float x = Spread.float32(i, SAMPLES / 10);
        float before = tree.of(x);
        float after = tree.of(Math.nextUp(x));
        assertTrue(!(after < before), () -> "%s falls at %s".formatted(function, x));
      }
    }
  }

  /** The JDK compiles it to the same bits. */
  @ParameterizedTest
  @FieldSource("FUNCTIONS")
  void theCompiledTreeIsTheSame(FunctionCase function) {
    Tree tree = new Tree(function);
    CompiledFunction compiled = CompiledFunction.of(function.function());
    for (int i = 0; i < SAMPLES / 10; i++) {
      float x = Spread.float32(i, SAMPLES / 10);
      assertEquals(
          Float.floatToIntBits(tree.of(x)), Float.floatToIntBits(compiled.apply(x, 0)), "at " + x);
    }
  }

  @ParameterizedTest
  @FieldSource("SMOOTH")
  void thePullbackIsTheSlope(Expression f) {
    Expression gradient = gradient(f);
    double h = 1e-5;
    for (double x : new double[] {-7.3, -2.1, -0.7, -0.1, 0.2, 0.9, 1.8, 6.4}) {
      double slope = (at(f, x + h) - at(f, x - h)) / (2 * h);
      assertEquals(1.75 * slope, at(gradient, x), 1e-8 * Math.max(1, Math.abs(slope)), "at " + x);
    }
  }

  @Test
  void anInfiniteGradientIsStoppedByRelu() {
    Expression gradient = new ReluGradient().of(X, Arithmetic.load(1));
    float[] some = {
      Float.NEGATIVE_INFINITY,
      -3,
      -Float.MIN_VALUE,
      -0f,
      0,
      Float.MIN_VALUE,
      2,
      Float.MAX_VALUE,
      Float.POSITIVE_INFINITY,
      Float.NaN,
      Float.intBitsToFloat(-1)
    };
    for (float y : some) {
      for (float dy : some) {
        float expected = (float) new ReluGradient().evaluate(y, dy);
        assertEquals(expected, SinglePrecision.of(gradient, y, dy), y + ", " + dy);
      }
    }
  }

  @Test
  void oddFunctionsKeepTheSignOfZero() {
    for (Expression f :
        List.of(
            Functions.expMinusOne(X),
            Functions.logOnePlus(X),
            Functions.tanh(X),
            Functions.erf(X))) {
      assertEquals(-0f, SinglePrecision.of(f, -0f), f::toString);
      assertEquals(0f, SinglePrecision.of(f, 0f), f::toString);
    }
  }

  private static Expression gradient(Expression f) {
    return Pullback.of(f, f, Arithmetic.constant(1.75)).get(new Load(0, DType.F32));
  }

  private static double at(Expression f, double x) {
    return DoublePrecision.of(f, new double[] {x});
  }

  /** A function's tree as the oracle of bits computes it. */
  private static final class Tree {
    private final SinglePrecision single;

    Tree(FunctionCase function) {
      single = new SinglePrecision(Listing.of(List.of(function.function().of(X))));
    }

    float of(float x) {
      return Float.intBitsToFloat(single.run(new int[] {Float.floatToRawIntBits(x)})[0]);
    }
  }
}
