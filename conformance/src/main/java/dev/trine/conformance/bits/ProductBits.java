package dev.trine.conformance.bits;

import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.MatrixOps;
import dev.trine.backend.op.SumOrder;
import dev.trine.conformance.bits.BitCase.Tensor;
import dev.trine.expression.Listing;
import dev.trine.expression.SinglePrecision;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A matrix product, the bits of its operands, and what the order that {@link Matmul} promises makes
 * of them.
 *
 * @param summed whether the sums of b's columns are asked for as well
 */
record ProductBits(Matmul spec, boolean biased, boolean summed, Content content) {
  /** The bits of so many elements. */
  @FunctionalInterface
  interface Content {
    int[] draw(int count, long seed);
  }

  private static final int UNREAD = 0x7FC5E471;

  /**
   * @param way what multiplies
   */
  BitCase by(MatrixOps way, String name) {
    int[] a = content.draw((int) spec.elementsOfA(), 1);
    int[] b = content.draw((int) spec.elementsOfB(), 2);
    int[] bias = content.draw((int) spec.n(), 3);
    int[] other = content.draw((int) spec.elementsOfOut(), 4);
    int[] old = content.draw((int) spec.elementsOfOut(), 5);
    if (spec.beta() == 0) {
      Arrays.fill(old, UNREAD);
    }
    boolean takesOther = spec.epilogue().takesOther();
    List<int[]> inputs = new ArrayList<>(List.of(a, b));
    if (biased) {
      inputs.add(bias);
    }
    if (takesOther) {
      inputs.add(other);
    }
    List<int[]> results = new ArrayList<>(List.of(old));
    if (summed) {
      int[] unwritten = new int[(int) spec.n()];
      Arrays.fill(unwritten, UNREAD);
      results.add(unwritten);
    }
    return new BitCase(
        name,
        inputs.stream().map(each -> new Tensor(DType.F32, each)).toList(),
        results.stream().map(each -> new Tensor(DType.F32, each)).toList(),
        results.stream().map(each -> -1).toList(),
        (backend, in, out) ->
            way.matmul(
                spec,
                in.get(0),
                in.get(1),
                biased ? in.get(2) : null,
                takesOther ? in.get(in.size() - 1) : null,
                out.get(0),
                summed ? out.get(1) : null),
        () -> {
          int[] product = compute(a, b, bias, other, old.clone());
          return summed ? List.of(product, columnSums(b)) : List.of(product);
        });
  }

  private int[] columnSums(int[] b) {
    int[] sums = new int[(int) spec.n()];
    for (int j = 0; j < sums.length; j++) {
      float[] column = new float[(int) spec.k()];
      for (int p = 0; p < column.length; p++) {
        column[p] = Float.intBitsToFloat(b[position(spec.b(), 0, p, j)]);
      }
      sums[j] = Float.floatToRawIntBits(SumOrder.sum(column));
    }
    return sums;
  }

  private int[] compute(int[] a, int[] b, int[] bias, int[] other, int[] out) {
    SinglePrecision epilogue =
        new SinglePrecision(Listing.of(List.of(spec.epilogue().expression())));
    for (int batch = 0; batch < spec.batch(); batch++) {
      for (int i = 0; i < spec.m(); i++) {
        for (int j = 0; j < spec.n(); j++) {
          int at = position(spec.out(), batch, i, j);
          float sum = 0;
          for (int p = 0; p < spec.k(); p++) {
            float left = Float.intBitsToFloat(a[position(spec.a(), batch, i, p)]);
            float right = Float.intBitsToFloat(b[position(spec.b(), batch, p, j)]);
            sum = Math.fma(left, right, sum);
          }
          float result = (float) spec.alpha() * sum + 0f;
          if (spec.beta() != 0) {
            result = Math.fma((float) spec.beta(), Float.intBitsToFloat(out[at]), result);
          }
          if (biased) {
            result += Float.intBitsToFloat(bias[j]);
          }
          out[at] = epilogue.run(new int[] {Float.floatToRawIntBits(result), other[at]})[0];
        }
      }
    }
    return out;
  }

  private static int position(Matmul.Operand operand, int batch, int row, int column) {
    long inMatrix =
        operand.transposed() ? column * operand.leading() + row : row * operand.leading() + column;
    return (int) (batch * operand.batchStride() + inMatrix);
  }
}
