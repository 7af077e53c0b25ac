package dev.trine.conformance.catalogue;

import dev.trine.backend.op.Epilogue;
import dev.trine.backend.op.Matmul;
import dev.trine.reference.Floats;
import dev.trine.reference.ReferenceMatrixOps;
import java.util.Arrays;

/**
 * The bound of a matrix product: roundoffs of {@code |alpha|·Σ|a||b| + |beta·out| + |bias|}, which
 * the reference computes as the same product of absolute values, carried through the epilogue. Each
 * term may be flushed to 0 where it is subnormal.
 */
record MatmulBound(Matmul spec) implements Bound {
  /** Scaling, the old content and the bias are three more terms of each sum. */
  private static final int EPILOGUE_TERMS = 3;

  @Override
  public double[] of(String tensor, ReferenceRun run) {
    double[] sums =
        product(
            spec.withEpilogue(Epilogue.NONE),
            run.operand("a"),
            run.operand("b"),
            run.before("bias"),
            run.before("out"));
    double[] magnitudes =
        product(
            spec.withEpilogue(Epilogue.NONE)
                .withScale(Math.abs(spec.alpha()), Math.abs(spec.beta())),
            absolute(run.operand("a")),
            absolute(run.operand("b")),
            absolute(run.before("bias")),
            absolute(run.before("out")));
    double roundoffs = Rounding.ofSum(spec.k() + EPILOGUE_TERMS);
    MatrixLayout layout = MatrixLayout.ofOut(spec);
    double underflow = Math.abs(spec.alpha()) * spec.k() * Float.MIN_NORMAL;
    double[] other = run.before("other");
    double[] bounds = new double[sums.length];
    for (int i = 0; i < bounds.length; i++) {
      if (!layout.isGap(i)) {
        double error = Rounding.bound(roundoffs, magnitudes[i]) + underflow;
        bounds[i] = afterEpilogue(sums[i], error, other == null ? Double.NaN : other[i]);
      }
    }
    return bounds;
  }

  private double afterEpilogue(double sum, double error, double other) {
    return spec.epilogue().equals(Epilogue.NONE)
        ? error
        : EpilogueError.after(spec.epilogue(), sum, error, other);
  }

  private static double[] product(
      Matmul spec, double[] a, double[] b, double[] bias, double[] out) {
    double[] result = out.clone();
    ReferenceMatrixOps.multiply(
        spec,
        Floats.of(a),
        Floats.of(b),
        bias == null ? null : Floats.of(bias),
        null,
        Floats.of(result));
    return result;
  }

  private static double[] absolute(double[] values) {
    return values == null ? null : Arrays.stream(values).map(Math::abs).toArray();
  }
}
