package dev.trine.conformance.catalogue;

import static dev.trine.expression.Arithmetic.load;

import dev.trine.backend.Activation;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import dev.trine.expression.function.Erf;
import dev.trine.expression.function.Exp;
import dev.trine.expression.function.ExpMinusOne;
import dev.trine.expression.function.Log;
import dev.trine.expression.function.LogOnePlus;
import dev.trine.expression.function.Power;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Functions, powers and the gradients of activations over the whole range of single precision: NaN,
 * infinities, zeros of both signs, subnormal and the largest numbers. Several to a mapping, since
 * devices compile a kernel for each.
 */
final class FunctionCases {
  /** Twice the units in the last place that functions promise, twice over for gradients. */
  private static final Tolerance ROUNDED = Tolerance.within(Bound.relative(20));

  private static final int DRAWN = 8192;

  /** Whose powers are defined one by one. */
  private static final double[] SPECIAL =
      FloatRange.withNegatives(
          0, -0.0, 0.5, 1, 1.5, 2, 3, 1e-40f, 0x1p24, Double.POSITIVE_INFINITY, Double.NaN);

  private static final Function[] ELEMENTARY = {
    new Exp(), new ExpMinusOne(), new Log(), new LogOnePlus(), new Erf()
  };

  private FunctionCases() {}

  static List<OpCase> all() {
    List<Expression> values =
        Stream.concat(Arrays.stream(ELEMENTARY), activations())
            .map(function -> function.of(load(0)))
            .toList();
    List<OpCase> cases = new ArrayList<>();
    double[] range = FloatRange.all();
    cases(cases, "functions %s over the whole range", values, range.length, Values.of(range));
    Values magnitudes = Values.magnitudes(-Float.MAX_VALUE, Float.MAX_VALUE);
    cases(cases, "functions %s of all magnitudes", values, DRAWN, magnitudes);
    // Below 1 what is loaded may be an activation's argument and its value.
    List<Expression> gradients =
        activations().map(f -> f.pullback(0, List.of(load(0)), load(0), load(1))).toList();
    double[] upToOne = FloatRange.upToOne();
    Values factors = Values.uniform(-2, 2);
    cases(
        cases,
        "gradients %s over the range of values",
        gradients,
        upToOne.length,
        Values.of(upToOne),
        factors);
    powers(cases, "powers %s of special numbers", SPECIAL);
    powers(cases, "powers %s over the whole range", range);
    return cases;
  }

  /** Each number to the power of each. */
  private static void powers(List<OpCase> cases, String name, double[] numbers) {
    int pairs = numbers.length * numbers.length;
    double[] bases = new double[pairs];
    double[] exponents = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      bases[i] = numbers[i / numbers.length];
      exponents[i] = numbers[i % numbers.length];
    }
    List<Expression> power = List.of(new Power().of(load(0), load(1)));
    cases(cases, name, power, pairs, Values.of(bases), Values.of(exponents));
  }

  private static Stream<Function> activations() {
    return Arrays.stream(Activation.values())
        .filter(activation -> activation != Activation.IDENTITY)
        .map(Activation::function);
  }

  private static void cases(
      List<OpCase> cases, String name, List<Expression> values, int elements, Values... inputs) {
    Shape extents = Shape.of(elements);
    Access dense = Access.dense(DType.F32, extents);
    for (int from = 0; from < values.size(); from += Mapping.MOST_RESULTS) {
      int to = Math.min(values.size(), from + Mapping.MOST_RESULTS);
      List<Result> results =
          values.subList(from, to).stream().map(value -> new Result(value, dense)).toList();
      Mapping spec =
          new Mapping(extents, Arrays.stream(inputs).map(input -> dense).toList(), results);
      String numbers = "%s to %s".formatted(from, to - 1);
      cases.add(MapCases.map(name.formatted(numbers), spec, List.of(inputs), ROUNDED));
    }
  }
}
