package dev.trine.conformance.catalogue;

import static dev.trine.conformance.catalogue.Argument.input;
import static dev.trine.conformance.catalogue.Argument.output;

import dev.trine.graph.ops.AbsoluteError;
import dev.trine.graph.ops.BinaryCrossEntropy;
import dev.trine.graph.ops.Hinge;
import dev.trine.graph.ops.Huber;
import dev.trine.graph.ops.LogCosh;
import dev.trine.graph.ops.LossFormula;
import dev.trine.graph.ops.PointwiseLoss;
import dev.trine.graph.ops.SquaredError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Losses element by element, their means over rows and derivatives, as the graph binds them. */
final class PointwiseLossCases {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final Values VALUES = Values.uniform(-1, 1);
  private static final Values SIGNS = Values.of(1, -1, 1, 1, -1, -1, 1, -1, 1, -1, 1, 1);

  /** Scores that overflow as exponents, are infinite, tiny and none. */
  private static final Values EXTREME =
      Values.of(800, -800, 1e16f, -1e16f, INFINITY, -INFINITY, 1e-30f, 0, -0.0, 90, -90, 3e38f);

  private PointwiseLossCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (int[] size : new int[][] {{0, 3}, {1, 1}, {13, 1}, {207, 6}, {3, 1025}}) {
      cases.add(loss(new SquaredError(), "", size[0], size[1], VALUES, VALUES, true));
    }
    cases.add(loss(new SquaredError(), ", without derivative", 207, 6, VALUES, VALUES, false));
    for (LossFormula formula :
        List.of(new SquaredError(), new AbsoluteError(), new Huber(0.7), new LogCosh())) {
      Values poisoned = VALUES.except(30, Double.NaN);
      cases.add(loss(formula, ", one NaN", 6, 13, poisoned, VALUES, true));
      Values large = Values.uniform(-0x1p60, 0x1p60);
      cases.add(loss(formula, ", large", 6, 13, large, VALUES, true));
      Values near = Values.magnitudes(0x1p-40f, 1);
      cases.add(loss(formula, ", small", 6, 13, near, Values.constant(0), true));
    }
    LossFormula binary = new BinaryCrossEntropy(1);
    for (LossFormula formula : List.of(binary, new BinaryCrossEntropy(2.5))) {
      Values probabilities = Values.uniform(0, 1);
      cases.add(loss(formula, "", 207, 6, Values.uniform(-9, 9), probabilities, true));
      cases.add(loss(formula, "", 3, 1025, Values.uniform(-9, 9), Values.integers(0, 2), true));
      for (int target = 0; target < 2; target++) {
        String what = ", extreme scores, target " + target;
        cases.add(loss(formula, what, 12, 1, EXTREME, Values.constant(target), true));
      }
    }
    Values outside = Values.of(-0.125, 1.125, 0, 1, Double.NaN, INFINITY);
    cases.add(loss(binary, ", targets out of range", 6, 1, VALUES, outside, true));
    Values eighths = (count, seed) -> eighths(count);
    cases.add(loss(new Hinge(), "", 6, 2, eighths, SIGNS, true));
    cases.add(loss(new Hinge(), ", targets out of range", 6, 1, VALUES, outside, true));
    return cases;
  }

  /** Numbers of which a hinge is exact, on both sides of the margin and at it. */
  private static double[] eighths(int count) {
    double[] all = new double[count];
    for (int i = 0; i < count; i++) {
      all[i] = (i * 5 % 33 - 16) / 8.0;
    }
    return all;
  }

  private static OpCase loss(
      LossFormula formula,
      String what,
      int rows,
      int length,
      Values outputs,
      Values targets,
      boolean withDerivative) {
    PointwiseLoss loss = new PointwiseLoss(formula);
    double each = formula instanceof SquaredError ? 0 : 2 * Rounding.FUNCTION;
    Bound losses = Bound.relative(Rounding.ofSum(length) + 3 * Rounding.ARITHMETIC + each);
    List<Argument> arguments =
        new ArrayList<>(
            List.of(
                input("output", outputs, rows, length),
                input("target", targets, rows, length),
                output("losses", Tolerance.within(losses), loss.hasAccuracy() ? 3 : 2, rows)));
    if (withDerivative) {
      arguments.add(output("derivative", derivative(formula, length), rows, length));
    }
    return new OpCase(
        "rows",
        "%s of %sx%s%s".formatted(loss, rows, length, what),
        arguments,
        (backend, tensors) ->
            loss.bind(
                backend,
                List.of(tensors.get("output"), tensors.get("target")),
                Arrays.asList(tensors.get("losses"), tensors.get("derivative"))),
        4.0 * rows * length);
  }

  /** Of binary cross-entropy a difference of two terms, neither above its weight. */
  private static Tolerance derivative(LossFormula formula, int length) {
    double roundoffs = 2 * Rounding.ARITHMETIC;
    if (formula instanceof BinaryCrossEntropy binary) {
      double largest = Math.max(1, binary.positiveWeight()) / length;
      double bound = Rounding.bound(roundoffs + Rounding.FUNCTION, largest);
      return Tolerance.within(
          (tensor, run) -> {
            double[] bounds = new double[run.after(tensor).length];
            Arrays.fill(bounds, bound);
            return bounds;
          });
    }
    boolean isFunction = formula instanceof LogCosh;
    return Tolerance.within(Bound.relative(roundoffs + (isFunction ? Rounding.FUNCTION : 0)));
  }
}
