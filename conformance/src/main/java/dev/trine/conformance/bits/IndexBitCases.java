package dev.trine.conformance.bits;

import dev.trine.backend.op.ScatterOrder;
import dev.trine.conformance.bits.BitCase.Tensor;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Updates added up by rows, of every number that is special to {@link ScatterOrder} or a sort. */
final class IndexBitCases {
  private static final int[] COUNTS = {0, 1, 13, 127, 128, 129, 300, 512, 513, 1500, 20_011};

  private static final int[][] SIZES = {{1, 1}, {5, 3}, {64, 4}, {700, 6}, {70_000, 1}};

  private static final int SENTINEL = 0x5E471E15;

  private IndexBitCases() {}

  static List<BitCase> all() {
    List<BitCase> cases = new ArrayList<>();
    for (int count : COUNTS) {
      for (int[] size : SIZES) {
        int rows = size[0];
        int[] drawn = Patterns.drawn(count, rows);
        IntUnaryOperator any = i -> Integer.remainderUnsigned(drawn[i], rows + 1);
        cases.add(scatterAdd("any", rows, size[1], count, any));
        cases.add(
            scatterAdd(
                "mostly the last",
                rows,
                size[1],
                count,
                i -> i % 8 == 0 ? any.applyAsInt(i) : rows - 1));
      }
    }
    cases.add(scatterAdd("all the first", 2, 300, 5000, i -> 0));
    cases.add(scatterAdd("all the first", 2, 1, 300_007, i -> 0));
    cases.add(scatterAdd("backwards", 5000, 1, 5000, i -> 4999 - i));
    return cases;
  }

  private static BitCase scatterAdd(
      String name, int rows, int width, int count, IntUnaryOperator index) {
    int[] indices = IntStream.range(0, count).map(index).toArray();
    int[] updates = Patterns.nearOne(count * width, 9);
    int[] unwritten = new int[rows * width];
    Arrays.fill(unwritten, SENTINEL);
    return new BitCase(
        "%s updates to [%s, %s], %s".formatted(count, rows, width, name),
        List.of(new Tensor(DType.I32, indices), new Tensor(DType.F32, updates)),
        List.of(new Tensor(DType.F32, unwritten)),
        List.of(-1),
        (backend, from, to) ->
            backend.scatterAdd(
                from.get(0),
                from.get(1).reshape(Shape.of(count, width)),
                to.get(0).reshape(Shape.of(rows, width))),
        () -> List.of(sums(indices, updates, rows, width)));
  }

  private static int[] sums(int[] indices, int[] updates, int rows, int width) {
    int[][] ofRows = new int[rows][];
    int[] counts = new int[rows];
    for (int index : indices) {
      if (index < rows) {
        counts[index]++;
      }
    }
    Arrays.setAll(ofRows, row -> new int[counts[row]]);
    Arrays.fill(counts, 0);
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < rows) {
        ofRows[indices[i]][counts[indices[i]]++] = i;
      }
    }
    int[] sums = new int[rows * width];
    for (int e = 0; e < sums.length; e++) {
      int[] positions = ofRows[e / width];
      float[] terms = new float[positions.length];
      for (int t = 0; t < terms.length; t++) {
        terms[t] = Float.intBitsToFloat(updates[positions[t] * width + e % width]);
      }
      sums[e] = Float.floatToRawIntBits(ScatterOrder.sum(terms));
    }
    return sums;
  }
}
