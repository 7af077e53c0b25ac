package dev.trine.conformance.bits;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.folded;
import static dev.trine.expression.Arithmetic.index;
import static dev.trine.expression.Arithmetic.intAdd;
import static dev.trine.expression.Arithmetic.intMultiply;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.sqrt;
import static dev.trine.expression.Arithmetic.subtract;
import static dev.trine.expression.Arithmetic.toFloat;
import static dev.trine.expression.Arithmetic.whole;

import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Rows.Combine;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.conformance.catalogue.RowFormulas;
import dev.trine.expression.Expression;
import dev.trine.graph.ops.BinaryCrossEntropy;
import dev.trine.graph.ops.ClassHinge;
import dev.trine.graph.ops.DistributionCrossEntropy;
import dev.trine.graph.ops.Hinge;
import dev.trine.graph.ops.Huber;
import dev.trine.graph.ops.LogCosh;
import dev.trine.graph.ops.LossFormula;
import dev.trine.graph.ops.PointwiseLoss;
import dev.trine.graph.ops.Softmax;
import dev.trine.graph.ops.SoftmaxCrossEntropy;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of every length that is special to someone, with as few kinds of kernels as show it. */
final class RowBitCases {
  private static final int[] LENGTHS = {
    0, 1, 6, 10, 13, 15, 16, 17, 31, 33, 207, 1000, 1023, 1024, 1025, 2048, 2049, 4098, 100_003
  };

  /** Rows of so many lengths at once. */
  private static final int[] COUNTS = {1, 3, 37};

  private static final int MOST_ELEMENTS = 120_000;

  /** So many blocks that their sums are no longer added up at once. */
  private static final int LONG = 1_049_601;

  private final List<BitCase> cases = new ArrayList<>();

  static List<BitCase> all() {
    RowBitCases rows = new RowBitCases();
    rows.lengths();
    rows.softmax();
    rows.crossEntropy();
    rows.losses();
    rows.flag();
    rows.middleAxis();
    rows.indices();
    rows.parts();
    return rows.cases;
  }

  /** Three folds of two inputs, each for every row. */
  private void lengths() {
    List<Fold> folds =
        List.of(
            new Fold(Combine.SUM, load(0)),
            new Fold(Combine.MAX, load(1)),
            new Fold(Combine.MIN, load(1)));
    for (int length : LENGTHS) {
      for (int count : COUNTS) {
        if ((long) length * count <= MOST_ELEMENTS) {
          folds("rows of", folds, count, length, List.of((long) length, 1L));
          folds("columns of", folds, count, length, List.of(1L, (long) count));
        }
      }
    }
    folds("a row of", List.of(new Fold(Combine.SUM, load(0))), 1, LONG, List.of(0L, 1L));
  }

  private void folds(String what, List<Fold> folds, int count, int length, List<Long> strides) {
    Shape extents = Shape.of(count, length);
    Access access = new Access(DType.F32, 0, strides);
    List<Access> inputs = folds.size() == 1 ? List.of(access) : List.of(access, access);
    List<Result> results = new ArrayList<>();
    for (int f = 0; f < folds.size(); f++) {
      results.add(new Result(folded(f), Access.dense(DType.F32, Shape.of(count))));
    }
    Rows rows = new Rows(extents, inputs, folds, List.of(), results);
    List<int[]> contents = new ArrayList<>();
    contents.add(Patterns.nearOne(count * length, 0));
    if (folds.size() > 1) {
      contents.add(Patterns.drawn(count * length, 1));
    }
    String name = "%s %s %s".formatted(count, what, length);
    cases.add(new RowBits(rows, contents).apart(name));
  }

  private void softmax() {
    for (int[] size : new int[][] {{1, 1}, {3, 10}, {37, 16}, {7, 17}, {2, 1000}, {3, 1500}}) {
      Rows rows = Softmax.rows(size[0], size[1]);
      RowBits bits = new RowBits(rows, List.of(Patterns.nearOne(size[0] * size[1], 2)));
      cases.add(bits.apart("softmax of " + rows.extents()));
      cases.add(bits.inPlace("softmax of %s in place".formatted(rows.extents()), List.of(0)));
    }
  }

  /** Loss, whether the first of the largest has the label, and the gradient. */
  private void crossEntropy() {
    for (int[] size : new int[][] {{37, 6}, {2, 1030}}) {
      int[] labels = new int[size[0]];
      for (int row = 0; row < labels.length; row++) {
        labels[row] = row % 3 - 1;
      }
      List<int[]> contents = List.of(Patterns.nearOne(size[0] * size[1], 12), labels);
      Rows smoothed = new SoftmaxCrossEntropy(0.1).rows(size[0], size[1], true);
      cases.add(new RowBits(smoothed, contents).apart("smoothed " + smoothed.extents()));
      Rows hinge = ClassHinge.rows(size[0], size[1], true);
      cases.add(new RowBits(hinge, contents).apart("hinge of classes of " + hinge.extents()));
    }
    for (int[] size : new int[][] {{5, 1}, {3, 10}, {37, 6}, {2, 1000}, {2, 1030}}) {
      int classes = size[1];
      Rows rows = new SoftmaxCrossEntropy().rows(size[0], classes, true);
      int[] numbers = new int[size[0]];
      for (int row = 0; row < numbers.length; row++) {
        numbers[row] = row * 7 % classes;
      }
      RowBits bits = new RowBits(rows, List.of(Patterns.nearOne(size[0] * classes, 3), numbers));
      cases.add(bits.apart("cross-entropy of " + rows.extents()));
      cases.add(
          bits.inPlace(
              "cross-entropy of %s in place".formatted(rows.extents()), List.of(0, -1, -1, -1)));
    }
  }

  /** Of formulas with selections and functions; targets from the numbers' own bits. */
  private void losses() {
    List<LossFormula> formulas =
        List.of(new Huber(0.7), new LogCosh(), new BinaryCrossEntropy(2.5), new Hinge());
    for (LossFormula formula : formulas) {
      for (int[] size : new int[][] {{37, 6}, {2, 1030}}) {
        Rows rows = new PointwiseLoss(formula).rows(size[0], size[1], true);
        int count = size[0] * size[1];
        int[] targets = new int[count];
        for (int i = 0; i < count; i++) {
          targets[i] = Float.floatToRawIntBits(i % 3 == 0 ? 1 : formula instanceof Hinge ? -1 : 0);
        }
        RowBits bits = new RowBits(rows, List.of(Patterns.nearOne(count, 9), targets));
        cases.add(bits.apart("%s of %s".formatted(formula.name(), rows.extents())));
      }
    }
    for (int[] size : new int[][] {{37, 6}, {2, 1030}}) {
      int count = size[0] * size[1];
      List<int[]> contents = List.of(Patterns.nearOne(count, 10), Patterns.nearOne(count, 11));
      Rows rows = new DistributionCrossEntropy(true).rows(size[0], size[1], true);
      cases.add(new RowBits(rows, contents).apart("divergence of " + rows.extents()));
    }
  }

  /** A flag over one that it is computed from, by squares that overflow or do not. */
  private void flag() {
    int[] flag = {41, 1, 0};
    for (int length : new int[] {21, 1030, 40_003}) {
      for (float last : new float[] {0x1p63f, 0x1p64f}) {
        int[] gradients = Patterns.nearOne(length, 8);
        gradients[length - 1] = Float.floatToRawIntBits(last);
        cases.add(
            new RowBits(RowFormulas.flag(length), List.of(gradients, flag))
                .inPlace("flag of %s up to %s".formatted(length, last), List.of(1)));
      }
    }
  }

  /** Mean and variance over the middle one of three axes, with a factor for each inner element. */
  private void middleAxis() {
    for (int[] size : new int[][] {{3, 7, 5}, {2, 300, 16}, {2, 1030, 40}, {2, 2500, 3}}) {
      Rows rows = RowFormulas.norm(size[0], size[1], size[2]);
      RowBits bits =
          new RowBits(
              rows,
              List.of(
                  Patterns.nearOne(size[0] * size[1] * size[2], 4), Patterns.nearOne(size[2], 5)));
      String name = "norm of " + Arrays.toString(size);
      cases.add(bits.apart(name));
      cases.add(bits.inPlace(name + " in place", List.of(0, -1)));
    }
  }

  /** Numbered by all of their indices, along the memory and across it. */
  private void indices() {
    for (int length : new int[] {70, 1030}) {
      Shape extents = Shape.of(2, 19, length);
      Shape outer = Shape.of(2, 19);
      Expression row = toFloat(intAdd(intMultiply(index(0), whole(100)), index(1)));
      Expression value = add(multiply(load(0), toFloat(index(2))), row);
      for (List<Long> strides :
          List.of(List.of(19L * length, (long) length, 1L), List.of(19L * length, 1L, 19L))) {
        Access access = new Access(DType.F32, 0, strides);
        Rows rows =
            new Rows(
                extents,
                List.of(access),
                List.of(new Fold(Combine.SUM, value), new Fold(Combine.MIN, value)),
                List.of(
                    new Result(subtract(value, folded(0)), access),
                    new Result(index(2), new Access(DType.I32, 0, strides))),
                List.of(
                    new Result(subtract(folded(1), row), Access.dense(DType.F32, outer)),
                    new Result(index(1), new Access(DType.I32, 0, List.of(1L, 2L)))));
        int elements = (int) extents.elements();
        cases.add(
            new RowBits(rows, List.of(Patterns.nearOne(elements, 7)))
                .apart("indices of %s by %s".formatted(extents, strides)));
      }
    }
  }

  /** Rows that are parts of others, backwards, and one of all elements. */
  private void parts() {
    Expression square = multiply(load(0), load(0));
    List<Fold> squares = List.of(new Fold(Combine.SUM, square));
    for (int length : new int[] {21, 1100}) {
      Shape extents = Shape.of(11, length);
      long far = 11L * (length + 9) - 1;
      strided("backwards", extents, squares, far, -(length + 9L), -1L);
      strided("every third", extents, squares, 2, 3L * length + 1, 3L);
      strided("one element", extents, squares, 5, 0L, 0L);
    }
    strided("all elements", Shape.of(40_003), squares, 0, 1L);
  }

  private void strided(String name, Shape extents, List<Fold> folds, long start, Long... strides) {
    Access access = new Access(DType.F32, start, List.of(strides));
    Shape outer = extents.rank() == 1 ? Shape.of() : Shape.of(extents.dimension(0));
    Rows rows =
        new Rows(
            extents,
            List.of(access),
            folds,
            List.of(),
            List.of(new Result(sqrt(folded(0)), Access.dense(DType.F32, outer))));
    int elements = (int) access.range(extents)[1];
    cases.add(
        new RowBits(rows, List.of(Patterns.nearOne(elements, 6)))
            .apart("%s of %s".formatted(name, extents)));
  }
}
