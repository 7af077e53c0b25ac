package dev.trine.conformance.catalogue;

import static dev.trine.expression.Arithmetic.load;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.expression.Expression;
import dev.trine.expression.SinglePrecision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds admit plain single precision code, whatever its order of operations. */
class BoundTest {
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "IDENTITY")
  void activationsAdmitTheirOwnTrees(Activation activation) {
    Expression tree = activation.function().of(load(0));
    for (double x : FloatRange.all()) {
      double exact = activation.function().evaluate(x);
      if (Double.isFinite(exact)) {
        double error = Math.abs(SinglePrecision.of(tree, (float) x) - exact);
        double bound = ActivationError.after(activation, x, 0);
        assertTrue(
            error <= 0.75 * bound,
            () -> "%s of %s errs by %s, bound %s".formatted(activation, x, error, bound));
      }
    }
  }

  @Test
  void saturatedActivationsDoNotAdmitWhatCancellationLeaves() {
    assertTrue(ActivationError.after(Activation.GELU, -6, 0) < 1e-14);
    assertTrue(ActivationError.after(Activation.GELU, -1e4, 0) < 1e-30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"matmul 13x7x8192 aT*b", "matmul 13x7x8192 aT*b, of one sign"})
  void longProductsAdmitOneRunningSum(String name) {
    OpCase opCase =
        Catalogue.of(Tier.NORMAL).stream()
            .filter(c -> c.toString().equals(name))
            .findFirst()
            .orElseThrow();
    ReferenceRun run = ReferenceRun.of(opCase);
    double[] a = run.before("a");
    double[] b = run.before("b");
    double[] expected = run.after("out");
    Argument out = opCase.arguments().get(opCase.arguments().size() - 1);
    double[] bounds = out.tolerance().bound().of("out", run);
    double squaredError = 0;
    double squaredSize = 0;
    for (int i = 0; i < 13; i++) {
      for (int j = 0; j < 7; j++) {
        float sum = 0;
        for (int p = 0; p < 8192; p++) {
          sum += (float) a[p * 13 + i] * (float) b[p * 7 + j];
        }
        int at = i * 7 + j;
        double error = Math.abs(sum - expected[at]);
        assertTrue(error <= 0.5 * bounds[at], () -> error + " of " + bounds[at]);
        squaredError += error * error;
        squaredSize += expected[at] * expected[at];
      }
    }
    assertTrue(squaredError <= out.tolerance().nmse() * squaredSize);
  }

  /** A dropped term, or a wrong one, is far outside. */
  @Test
  void shortProductsDoNotAdmitAMissingTerm() {
    double roundoffs = Rounding.ofSum(23 + 3);
    assertTrue(Rounding.bound(roundoffs, 23) < 1e-4);
  }
}
