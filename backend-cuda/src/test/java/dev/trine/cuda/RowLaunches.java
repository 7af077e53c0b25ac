package dev.trine.cuda;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.bits;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.equal;
import static dev.trine.expression.Arithmetic.folded;
import static dev.trine.expression.Arithmetic.index;
import static dev.trine.expression.Arithmetic.intAdd;
import static dev.trine.expression.Arithmetic.intEqual;
import static dev.trine.expression.Arithmetic.intMultiply;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.subtract;
import static dev.trine.expression.Arithmetic.toFloat;
import static dev.trine.expression.Arithmetic.whole;
import static dev.trine.expression.function.Functions.exp;
import static dev.trine.expression.function.Functions.log;

import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Rows.Combine;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.expression.Expression;
import dev.trine.kernels.FoldForm.Direction;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Rows of every structure, as launches of the kernels for them. */
final class RowLaunches {
  private static final int[] SHORT = {1, 6, 15, 16, 17, 32, 48, 49, 63, 64, 65, 207, 1023, 1024};
  private static final int[] LONG = {1, 16, 17, 31, 1024, 1025, 1040, 2100};

  private static final int[] BLOCKS = {2, 3, 16, 31, 64, 65, 653, 1024};

  private RowLaunches() {}

  /** Those that one launch folds. */
  static Stream<LaunchCase> fused() {
    List<RowLaunch> all = new ArrayList<>();
    for (int length : SHORT) {
      all.add(sums(5, length));
    }
    all.add(sums(1, 100));
    all.add(sums(8, 10));
    all.add(tiny());
    all.add(extremes());
    all.add(softmax(7, 10));
    all.add(softmax(3, 150));
    all.add(crossEntropy(6, 10));
    all.add(norm());
    all.add(oneRow());
    all.add(narrow());
    all.add(indices());
    all.add(withoutFolds());
    all.add(ofOneElement());
    for (int blocks : BLOCKS) {
      all.add(sums(5, blocks).ofBlocks());
    }
    all.add(guard().ofBlocks());
    return all.stream().map(RowLaunch::fused);
  }

  /** First passes over long rows, in both directions. */
  static Stream<LaunchCase> folds() {
    List<RowLaunch> all = new ArrayList<>();
    for (int length : LONG) {
      all.add(sums(3, length));
    }
    all.add(sums(1, 3000));
    all.add(sums(64, 33));
    all.add(sums(65, 20));
    all.add(sums(130, 1030));
    all.add(columns(70, 1100));
    all.add(extremes());
    all.add(norm());
    all.add(oneRow());
    all.add(narrow());
    all.add(indices());
    return all.stream().flatMap(rows -> Stream.of(Direction.values()).map(rows::fold));
  }

  static Stream<LaunchCase> all() {
    return Stream.concat(fused(), folds());
  }

  private static RowLaunch sums(int rows, int length) {
    Shape extents = Shape.of(rows, length);
    return of(
        "sums of %s".formatted(extents),
        new Rows(
            extents,
            List.of(Access.dense(DType.F32, extents)),
            List.of(new Fold(Combine.SUM, load(0))),
            List.of(),
            List.of(new Result(folded(0), Access.dense(DType.F32, Shape.of(rows))))));
  }

  /** Two folds, and a result over what it is computed from. */
  private static RowLaunch guard() {
    Shape extents = Shape.of(9, 150);
    Access dense = Access.dense(DType.F32, extents);
    Access shared = new Access(DType.F32, 3, List.of(2L, 0L));
    Rows rows =
        new Rows(
            extents,
            List.of(dense, shared),
            List.of(new Fold(Combine.SUM, load(0)), new Fold(Combine.MIN, load(0))),
            List.of(),
            List.of(
                new Result(
                    add(multiply(folded(0), load(1)), folded(1)), shared.withoutLastAxis())));
    return new RowLaunch("guard", rows, contents(rows), List.of(1));
  }

  /** Sums of subnormal numbers. */
  private static RowLaunch tiny() {
    RowLaunch ordinary = sums(5, 70);
    int[] content = ordinary.inputs().get(0).clone();
    for (int i = 0; i < content.length; i++) {
      content[i] &= 0x007FFFFF;
    }
    return new RowLaunch("tiny", ordinary.rows(), List.of(content), ordinary.over());
  }

  private static RowLaunch columns(int rows, int length) {
    Shape extents = Shape.of(rows, length);
    Expression square = multiply(load(0), load(0));
    return of(
        "squares of columns of %s".formatted(extents),
        new Rows(
            extents,
            List.of(new Access(DType.F32, 0, List.of(1L, (long) rows))),
            List.of(new Fold(Combine.SUM, square)),
            List.of(),
            List.of(new Result(folded(0), Access.dense(DType.F32, Shape.of(rows))))));
  }

  /** On numbers of all kinds; NaN in some rows alone; the last rows are of one sign. */
  private static RowLaunch extremes() {
    int length = 51;
    Shape extents = Shape.of(40, length);
    Access dense = Access.dense(DType.F32, extents);
    Access ofRow = Access.dense(DType.F32, Shape.of(40));
    Rows rows =
        new Rows(
            extents,
            List.of(dense),
            List.of(
                new Fold(Combine.MAX, load(0)),
                new Fold(Combine.MIN, load(0)),
                new Fold(Combine.SUM, load(0))),
            List.of(),
            List.of(
                new Result(folded(0), ofRow),
                new Result(folded(1), ofRow),
                new Result(folded(2), ofRow)));
    Random random = new Random(4);
    int[] content = new int[40 * length];
    int[] special = Bits.special(DType.F32);
    for (int i = 0; i < content.length; i++) {
      int bits = i / length < 20 ? special[random.nextInt(special.length)] : random.nextInt();
      boolean isNaN = Float.isNaN(Float.intBitsToFloat(bits));
      content[i] = isNaN && i / length % 3 != 0 ? (i % 2) << 31 : bits;
    }
    Arrays.fill(content, 37 * length, 38 * length, 0x80000000);
    Arrays.fill(content, 38 * length, 39 * length, Float.floatToRawIntBits(1.5f));
    Arrays.fill(content, 39 * length, 40 * length, Float.floatToRawIntBits(-1.5f));
    return new RowLaunch("extremes", rows, List.of(content), List.of(-1, -1, -1));
  }

  private static RowLaunch softmax(int rows, int length) {
    Shape extents = Shape.of(rows, length);
    Access dense = Access.dense(DType.F32, extents);
    Expression exp = exp(subtract(load(0), folded(0)));
    Rows softmax =
        new Rows(
            extents,
            List.of(dense),
            List.of(new Fold(Combine.MAX, load(0)), new Fold(Combine.SUM, exp)),
            List.of(new Result(divide(exp, folded(1)), dense)),
            List.of());
    return new RowLaunch("softmax in place of " + extents, softmax, contents(softmax), List.of(0));
  }

  /** In place, with labels one to a row. */
  private static RowLaunch crossEntropy(int rows, int classes) {
    Shape extents = Shape.of(rows, classes);
    Access dense = Access.dense(DType.F32, extents);
    Access labels = new Access(DType.I32, 0, List.of(1L, 0L));
    Expression shifted = subtract(load(0), folded(0));
    Expression isLabel = intEqual(index(1), load(1, DType.I32));
    Expression first = select(equal(load(0), folded(0)), toFloat(index(1)), constant(0x1p31));
    Expression target = select(isLabel, constant(1), constant(0));
    Expression loss = multiply(parameter(1.0 / rows), subtract(log(folded(1)), folded(2)));
    Expression gradient =
        multiply(parameter(3.0 / rows), subtract(divide(exp(shifted), folded(1)), target));
    Rows spec =
        new Rows(
            extents,
            List.of(dense, labels),
            List.of(
                new Fold(Combine.MAX, load(0)),
                new Fold(Combine.SUM, exp(shifted)),
                new Fold(Combine.SUM, select(isLabel, shifted, constant(0))),
                new Fold(Combine.MIN, first)),
            List.of(new Result(gradient, dense)),
            List.of(
                new Result(loss, new Access(DType.F32, 2, List.of(3L))),
                new Result(
                    intAdd(
                        intEqual(bits(folded(3)), bits(toFloat(load(1, DType.I32)))),
                        load(1, DType.I32)),
                    new Access(DType.I32, 0, List.of(1L)))));
    int[] numbers = new int[rows];
    for (int row = 0; row < rows; row++) {
      numbers[row] = row * 7 % (classes + 1);
    }
    return new RowLaunch(
        "cross-entropy", spec, List.of(contents(spec).get(0), numbers), List.of(0, -1, -1));
  }

  /** Over the middle one of three axes, with a factor a row and one for all. */
  private static RowLaunch norm() {
    Shape extents = Shape.of(3, 5, 70);
    Access across = new Access(DType.F32, 0, List.of(350L, 1L, 5L));
    Access factor = new Access(DType.F32, 4, List.of(0L, -1L, 0L));
    Access single = new Access(DType.F32, 2, List.of(0L, 0L, 0L));
    Expression mean = multiply(parameter(1.0 / 70), folded(0));
    Expression difference = subtract(load(0), mean);
    Rows rows =
        new Rows(
            extents,
            List.of(across, factor, single),
            List.of(
                new Fold(Combine.SUM, multiply(load(0), add(load(1), load(2)))),
                new Fold(Combine.SUM, multiply(difference, difference))),
            List.of(
                new Result(
                    divide(multiply(load(1), difference), add(folded(1), load(2))),
                    new Access(DType.F32, 1, List.of(360L, 71L, 1L))),
                new Result(add(folded(1), toFloat(index(2))), across)),
            List.of(
                new Result(
                    multiply(add(load(1), load(2)), folded(1)),
                    new Access(DType.F32, 0, List.of(1L, 3L)))));
    return new RowLaunch("norm", rows, contents(rows), List.of(-1, 0, -1));
  }

  /** A grid of one axis, backwards. */
  private static RowLaunch oneRow() {
    Shape extents = Shape.of(333);
    Rows rows =
        new Rows(
            extents,
            List.of(new Access(DType.F32, 664, List.of(-2L))),
            List.of(new Fold(Combine.SUM, load(0))),
            List.of(new Result(divide(load(0), folded(0)), Access.dense(DType.F32, extents))),
            List.of(new Result(folded(0), Access.dense(DType.F32, Shape.of()))));
    return of("one row", rows);
  }

  private static RowLaunch narrow() {
    Shape extents = Shape.of(6, 71);
    Access weights = new Access(DType.BF16, 0, List.of(71L, 1L));
    Access pixels = new Access(DType.U8, 1, List.of(72L, 1L));
    Rows rows =
        new Rows(
            extents,
            List.of(weights, pixels),
            List.of(
                new Fold(Combine.SUM, multiply(load(0, DType.BF16), toFloat(load(1, DType.U8))))),
            List.of(new Result(divide(load(0, DType.BF16), folded(0)), weights)),
            List.of(new Result(folded(0), new Access(DType.BF16, 0, List.of(2L)))));
    return new RowLaunch("narrow", rows, contents(rows), List.of(0, -1));
  }

  /** Along every axis of three. */
  private static RowLaunch indices() {
    Shape extents = Shape.of(3, 5, 90);
    Expression row = intAdd(intMultiply(index(0), whole(1000)), intMultiply(index(1), whole(100)));
    Rows rows =
        new Rows(
            extents,
            List.of(),
            List.of(
                new Fold(
                    Combine.SUM,
                    divide(constant(1), toFloat(intAdd(row, intAdd(index(2), whole(1))))))),
            List.of(new Result(intAdd(row, index(2)), Access.dense(DType.I32, extents))),
            List.of(
                new Result(add(folded(0), toFloat(row)), Access.dense(DType.F32, Shape.of(3, 5)))));
    return of("indices", rows);
  }

  /**
   * Rows of one element, which their results of rows take and their results of elements overwrite.
   */
  private static RowLaunch ofOneElement() {
    Shape extents = Shape.of(9, 1);
    Access shared = new Access(DType.F32, 0, List.of(1L, 0L));
    Rows rows =
        new Rows(
            extents,
            List.of(shared),
            List.of(new Fold(Combine.SUM, load(0))),
            List.of(new Result(add(load(0), constant(1)), shared)),
            List.of(new Result(multiply(load(0), load(0)), Access.dense(DType.F32, Shape.of(9)))));
    return new RowLaunch("of one element", rows, contents(rows), List.of(0, -1));
  }

  private static RowLaunch withoutFolds() {
    Shape extents = Shape.of(9, 20);
    Access shared = new Access(DType.F32, 0, List.of(1L, 0L));
    Rows rows =
        new Rows(
            extents,
            List.of(Access.dense(DType.F32, extents), shared),
            List.of(),
            List.of(new Result(add(load(0), load(1)), Access.dense(DType.F32, extents))),
            List.of(new Result(multiply(load(1), load(1)), Access.dense(DType.F32, Shape.of(9)))));
    return new RowLaunch("without folds", rows, contents(rows), List.of(-1, -1));
  }

  private static RowLaunch of(String name, Rows rows) {
    return new RowLaunch(
        name, rows, contents(rows), Collections.nCopies(rows.results().size(), -1));
  }

  /** Numbers of both signs whose sums round. */
  private static List<int[]> contents(Rows rows) {
    List<int[]> all = new ArrayList<>();
    for (Access access : rows.inputs()) {
      Random random = new Random(all.size());
      int[] content = new int[(int) access.range(rows.extents())[1]];
      for (int i = 0; i < content.length; i++) {
        content[i] =
            access.type() == DType.F32 || access.type() == DType.BF16
                ? access.type().encode(random.nextGaussian())
                : random.nextInt(200);
      }
      all.add(content);
    }
    return all;
  }
}
