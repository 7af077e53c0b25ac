package dev.trine.conformance.catalogue;

import dev.trine.backend.op.Epilogue;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.Matmul.Operand;
import dev.trine.reference.Floats;
import dev.trine.reference.ReferenceMatrixOps;
import java.util.Arrays;

/** The bound of the sums of a right operand's columns: that of a product with a row of ones. */
record ColumnSumBound(Matmul spec) implements Bound {
  @Override
  public double[] of(String tensor, ReferenceRun run) {
    double[] ones = new double[(int) spec.k()];
    Arrays.fill(ones, 1);
    double[] magnitudes = new double[(int) spec.n()];
    Operand row = new Operand(false, Math.max(spec.k(), spec.n()), 0);
    ReferenceMatrixOps.multiply(
        new Matmul(1, 1, spec.n(), spec.k(), row, spec.b(), row, 1, 0, Epilogue.NONE),
        Floats.of(ones),
        Floats.of(Arrays.stream(run.before("b")).map(Math::abs).toArray()),
        null,
        null,
        Floats.of(magnitudes));
    double roundoffs = Rounding.ofSum(spec.k());
    double underflow = spec.k() * Float.MIN_NORMAL;
    return Arrays.stream(magnitudes)
        .map(magnitude -> Rounding.bound(roundoffs, magnitude) + underflow)
        .toArray();
  }
}
