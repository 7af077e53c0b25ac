package dev.trine.conformance.catalogue;

import static dev.trine.conformance.catalogue.Argument.input;
import static dev.trine.conformance.catalogue.Argument.output;

import dev.trine.graph.ops.PointwiseLoss;
import dev.trine.graph.ops.SquaredError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Squared differences of rows and their derivative, as the graph binds them. */
final class SquaredErrorCases {
  private static final Values VALUES = Values.uniform(-1, 1);

  private SquaredErrorCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (int[] size : new int[][] {{0, 3}, {1, 1}, {13, 1}, {207, 6}, {3, 1025}}) {
      cases.add(squaredError("", size[0], size[1], VALUES, true));
    }
    cases.add(squaredError(", without derivative", 207, 6, VALUES, false));
    cases.add(squaredError(", one NaN", 6, 13, VALUES.except(30, Double.NaN), true));
    cases.add(squaredError(", large", 6, 13, Values.uniform(-0x1p60, 0x1p60), true));
    return cases;
  }

  private static OpCase squaredError(
      String what, int rows, int length, Values values, boolean withDerivative) {
    Bound losses = Bound.relative(Rounding.ofSum(length) + 3 * Rounding.ARITHMETIC);
    Tolerance derivative = Tolerance.within(Bound.relative(2 * Rounding.ARITHMETIC));
    List<Argument> arguments =
        new ArrayList<>(
            List.of(
                input("output", values, rows, length),
                input("target", VALUES, rows, length),
                output("losses", Tolerance.within(losses), 2, rows)));
    if (withDerivative) {
      arguments.add(output("derivative", derivative, rows, length));
    }
    return new OpCase(
        "rows",
        "squared error of %sx%s%s".formatted(rows, length, what),
        arguments,
        (backend, tensors) ->
            new PointwiseLoss(new SquaredError())
                .bind(
                    backend,
                    List.of(tensors.get("output"), tensors.get("target")),
                    Arrays.asList(tensors.get("losses"), tensors.get("derivative"))),
        4.0 * rows * length);
  }
}
