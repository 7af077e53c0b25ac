package dev.trine.conformance.catalogue;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.backend.Precision;
import dev.trine.backend.op.Epilogue;
import dev.trine.expression.DoublePrecision;
import dev.trine.expression.SinglePrecision;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds admit plain single precision code, whatever its order of operations. */
class BoundTest {
  static List<Epilogue> epilogues() {
    return Epilogue.all();
  }

  @ParameterizedTest
  @MethodSource("epilogues")
  void epiloguesAdmitTheirOwnTrees(Epilogue epilogue) {
    double[] others = FloatRange.withNegatives(FloatRange.upToOne());
    for (double x : FloatRange.all()) {
      for (double other : epilogue.takesOther() ? others : new double[] {Double.NaN}) {
        admitsItsOwnTree(epilogue, x, other);
      }
    }
  }

  private static void admitsItsOwnTree(Epilogue epilogue, double x, double other) {
    double exact = DoublePrecision.of(epilogue.expression(), new double[] {x, other});
    if (Math.abs(exact) <= Float.MAX_VALUE) {
      float found = SinglePrecision.of(epilogue.expression(), (float) x, (float) other);
      double error = Math.abs(found - exact);
      double bound = EpilogueError.after(epilogue, x, 0, other);
      assertTrue(
          error <= 0.75 * bound,
          () -> "%s of %s, %s errs by %s, bound %s".formatted(epilogue, x, other, error, bound));
    }
  }

  @Test
  void saturatedActivationsDoNotAdmitWhatCancellationLeaves() {
    assertTrue(afterGelu(-6) < 1e-14);
    assertTrue(afterGelu(-1e4) < 1e-30);
  }

  private static double afterGelu(double x) {
    return EpilogueError.after(new Epilogue.Activated(Activation.GELU), x, 0, Double.NaN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"matmul 13x7x8192 aT*b", "matmul 13x7x8192 aT*b, of one sign"})
  void longProductsAdmitOneRunningSum(String name) {
    OpCase opCase =
        Catalogue.of(Tier.NORMAL).stream()
            .filter(c -> c.toString().equals(name))
            .findFirst()
            .orElseThrow();
    ReferenceRun run = ReferenceRun.of(opCase, Precision.F32);
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
