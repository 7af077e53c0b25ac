package dev.trine.cpu;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.folded;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.subtract;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Rows.Combine;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.backend.op.SumOrder;
import dev.trine.conformance.bits.BitCase;
import dev.trine.conformance.bits.BitCases;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bits of rows, of updates and of indexed sums, on several numbers of threads. */
class RowBitsTest {
  @TestFactory
  Stream<DynamicNode> areThoseOfSinglePrecision() {
    List<BitCase> cases =
        Stream.of(BitCases.ofRows(), BitCases.ofUpdates(), BitCases.ofIndices())
            .flatMap(List::stream)
            .toList();
    return Stream.of(1, 2, 3, 8)
        .map(
            threads ->
                DynamicContainer.dynamicContainer(
                    threads + " threads",
                    cases.stream()
                        .map(c -> DynamicTest.dynamicTest(c.toString(), () -> check(c, threads)))));
  }

  private static void check(BitCase bits, int threads) {
    try (Backend backend = open(threads)) {
      bits.check(backend);
    }
  }

  /** From those of which many lines are taken together to those that are cut into tiles. */
  @ParameterizedTest
  @ValueSource(ints = {2, 19, 64, 65, 100, 300, 512, 1000, 1024, 1025, 2500})
  void columnsOfAnyNumber(int columns) {
    for (int length : new int[] {16, 130, 1029, 2100}) {
      float[] values = values(columns * length);
      float[] sums = new float[columns];
      float[] spreads = new float[columns];
      for (int c = 0; c < columns; c++) {
        float[] column = new float[length];
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < length; i++) {
          column[i] = values[i * columns + c];
          largest = Math.max(largest, column[i]);
        }
        sums[c] = SumOrder.sum(column);
        for (int i = 0; i < length; i++) {
          column[i] = (column[i] - largest) * sums[c];
        }
        spreads[c] = SumOrder.sum(column);
      }
      for (int threads : new int[] {1, 2, 8}) {
        float[][] found = columnFolds(threads, values, length, columns);
        assertArrayEquals(sums, found[0]);
        assertArrayEquals(spreads, found[1]);
      }
    }
  }

  /** The sum of each column, and that of how far its elements lie from the largest, times it. */
  private static float[][] columnFolds(int threads, float[] values, int length, int columns) {
    Shape extents = Shape.of(columns, length);
    Shape outer = Shape.of(columns);
    Rows rows =
        new Rows(
            extents,
            List.of(new Access(DType.F32, 0, List.of(1L, (long) columns))),
            List.of(
                new Fold(Combine.SUM, load(0)),
                new Fold(Combine.MAX, load(0)),
                new Fold(Combine.SUM, multiply(subtract(load(0), folded(1)), folded(0)))),
            List.of(),
            List.of(
                new Result(folded(0), Access.dense(DType.F32, outer)),
                new Result(folded(2), Access.dense(DType.F32, outer))));
    try (Backend backend = open(threads)) {
      View in = Step.upload(backend, values);
      View first = backend.allocate(TensorType.f32(columns), "first");
      View second = backend.allocate(TensorType.f32(columns), "second");
      backend.rows(rows, List.of(in), List.of(first, second)).enqueue();
      return new float[][] {Step.download(backend, first), Step.download(backend, second)};
    }
  }

  /** Several blocks of rows a piece, several pieces a thread. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 10, 16, 17, 63, 64, 130, 700, 1024, 1025, 3000})
  void manyRows(int length) {
    int count = 200_000 / length;
    float[] values = values(count * length);
    float[] results = new float[count * length];
    for (int row = 0; row < count; row++) {
      float[] each = new float[length];
      System.arraycopy(values, row * length, each, 0, length);
      float smallest = Float.POSITIVE_INFINITY;
      for (float value : each) {
        smallest = Math.min(smallest, value);
      }
      float sum = SumOrder.sum(each);
      for (int i = 0; i < length; i++) {
        results[row * length + i] = (each[i] + sum) * smallest;
      }
    }
    Access dense = Access.dense(DType.F32, Shape.of(count, length));
    Rows rows =
        new Rows(
            Shape.of(count, length),
            List.of(dense),
            List.of(new Fold(Combine.SUM, load(0)), new Fold(Combine.MIN, load(0))),
            List.of(new Result(multiply(add(load(0), folded(0)), folded(1)), dense)),
            List.of());
    for (int threads : new int[] {1, 2, 3, 8}) {
      try (Backend backend = open(threads)) {
        View in = Step.upload(backend, values);
        backend.rows(rows, List.of(in), List.of(in)).enqueue();
        assertArrayEquals(results, Step.download(backend, in));
      }
    }
  }

  private static float[] values(int count) {
    Random random = new Random(7);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextInt(1000) == 0 ? -0f : (float) random.nextGaussian();
    }
    return values;
  }

  private static Backend open(int threads) {
    return CpuBackend.open(BackendOptions.defaults().withThreads(threads));
  }
}
