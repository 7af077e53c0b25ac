package dev.trine.conformance.catalogue;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.op.StageOp;
import dev.trine.reference.StageFunction;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds admit plain single precision code, whatever its order of operations. */
class BoundTest {
  private static final int DRAWS = 20_000;

  @ParameterizedTest
  @EnumSource
  void stagesAdmitPlainKernels(StageOp op) {
    StageDomain domain = StageDomain.of(op);
    double[] as = domain.accumulator().draw(DRAWS, 1);
    double[] bs = domain.operand().draw(DRAWS, 2);
    for (int i = 0; i < DRAWS; i++) {
      assertAdmitted(op, as[i], bs[i]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void stagesAdmitPlainKernelsOverTheWholeRange(StageOp op) {
    for (OpCase opCase : WholeRangeCases.of(op)) {
      Map<String, double[]> drawn = opCase.draw();
      double[] as = drawn.get("in");
      double[] bs = drawn.getOrDefault(ChainCases.operand(0), as);
      for (int i = 0; i < as.length; i++) {
        if (Float.isFinite((float) StageFunction.apply(op, as[i], bs[i]))) {
          assertAdmitted(op, as[i], bs[i]);
        }
      }
    }
  }

  private static void assertAdmitted(StageOp op, double a, double b) {
    float computed = SinglePrecisionStage.apply(op, (float) a, (float) b);
    double error = Math.abs(computed - StageFunction.apply(op, a, b));
    double bound = StageError.after(op, a, 0, b);
    assertTrue(
        error <= 0.75 * bound,
        () -> "%s of %s and %s errs by %s, bound %s".formatted(op, a, b, error, bound));
  }

  /** What tanh, rounded near ±1, made of the derivative and of the function. */
  @Test
  void saturatedStagesDoNotAdmitWhatCancellationLeaves() {
    assertTrue(StageError.after(StageOp.GELU, -6, 0, 0) < 1e-14);
    assertTrue(StageError.after(StageOp.GELU, -1e4, 0, 0) < 1e-30);
    assertTrue(StageError.after(StageOp.GELU_GRADIENT, 1, 0, 100) < 1e-5);
    assertTrue(StageError.after(StageOp.GELU_GRADIENT, 1, 0, -1000) < 1e-30);
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
