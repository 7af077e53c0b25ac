package dev.trine.conformance.bits;

import dev.trine.backend.op.StepState;
import dev.trine.backend.op.SumOrder;
import dev.trine.conformance.bits.BitCase.Tensor;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Whether a step counts, by sums in the order of {@link SumOrder}, and what it adds to totals. */
final class CommitBitCases {
  private static final int[][] SIZES = {
    {1, 1, 1}, {21, 2, 33}, {1030, 3, 1024}, {40_003, 2, 5000}, {9001, 1, 20_011}
  };

  private CommitBitCases() {}

  static List<BitCase> all() {
    List<BitCase> cases = new ArrayList<>();
    for (int[] size : SIZES) {
      // The square of the last gradient is finite, or not.
      for (float last : new float[] {0x1p63f, 0x1p64f}) {
        int[] gradients = Patterns.nearOne(size[0], 8);
        gradients[size[0] - 1] = Float.floatToRawIntBits(last);
        String name = "commit of %s up to %s and %sx%s".formatted(size[0], last, size[1], size[2]);
        cases.add(commit(name, gradients, size[1], Patterns.nearOne(size[1] * size[2], 9)));
      }
    }
    return cases;
  }

  private static BitCase commit(String name, int[] gradients, int count, int[] measures) {
    int[] state = UpdateBits.state(41, true);
    int[] totals = Patterns.nearOne(2 * count, 10);
    int[] sums = new int[count];
    Shape shape = Shape.of(count, measures.length / count);
    return new BitCase(
        name,
        List.of(new Tensor(DType.F32, gradients), new Tensor(DType.F32, measures)),
        List.of(
            new Tensor(DType.F32, sums),
            new Tensor(DType.F32, new int[1]),
            new Tensor(DType.F32, totals),
            new Tensor(DType.I32, state)),
        List.of(-1, -1, -1, -1),
        (backend, from, to) ->
            backend.commit(
                from.get(0),
                from.get(1).part(0, shape),
                to.get(0),
                to.get(1),
                to.get(2),
                to.get(3)),
        () -> compute(gradients, measures, totals.clone(), state.clone()));
  }

  private static List<int[]> compute(int[] gradients, int[] measures, int[] totals, int[] state) {
    float[] squares = floats(gradients);
    for (int i = 0; i < squares.length; i++) {
      squares[i] *= squares[i];
    }
    float[] all = floats(measures);
    int count = totals.length / 2;
    int examples = all.length / count;
    int[] sums = new int[count];
    float ofGradients = SumOrder.sum(squares);
    boolean counts = Float.isFinite(ofGradients);
    for (int m = 0; m < count; m++) {
      float sum = SumOrder.sum(Arrays.copyOfRange(all, m * examples, (m + 1) * examples));
      sums[m] = Float.floatToRawIntBits(sum);
      counts &= Float.isFinite(sum);
    }
    if (counts) {
      for (int m = 0; m < count; m++) {
        add(Float.intBitsToFloat(sums[m]), totals, m, count + m);
      }
      state[StepState.STEP]++;
    } else {
      state[StepState.HEALTHY] = 0;
    }
    return List.of(sums, new int[] {Float.floatToRawIntBits(ofGradients)}, totals, state);
  }

  private static void add(float value, int[] totals, int at, int lost) {
    float before = Float.intBitsToFloat(totals[at]);
    float total = before + value;
    float added = total - before;
    float rest = (before - (total - added)) + (value - added);
    totals[at] = Float.floatToRawIntBits(total);
    totals[lost] = Float.floatToRawIntBits(Float.intBitsToFloat(totals[lost]) + rest);
  }

  private static float[] floats(int[] bits) {
    float[] values = new float[bits.length];
    for (int i = 0; i < bits.length; i++) {
      values[i] = Float.intBitsToFloat(bits[i]);
    }
    return values;
  }
}
