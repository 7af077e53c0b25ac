package dev.trine.conformance.catalogue;

import static dev.trine.expression.Arithmetic.equal;
import static dev.trine.expression.Arithmetic.folded;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.toFloat;

import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Rows.Combine;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.conformance.catalogue.PassTensors.Input;
import dev.trine.conformance.catalogue.PassTensors.Output;
import dev.trine.expression.Expression;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Folds of rows and what follows from them. Every length that is special to someone; few formulas,
 * since devices compile kernels for each.
 */
final class RowsCases {
  private static final int[] LENGTHS = {
    0, 1, 6, 10, 13, 16, 17, 207, 1000, 1023, 1024, 1025, 4098, 100_003
  };

  private static final Values VALUES = Values.uniform(-1, 1);

  private final List<OpCase> cases = new ArrayList<>();

  private RowsCases() {}

  static List<OpCase> all() {
    RowsCases rows = new RowsCases();
    rows.lengths();
    rows.nonFinites();
    rows.norms();
    rows.storage();
    return rows.cases;
  }

  private void lengths() {
    for (int length : LENGTHS) {
      int count = length > 10_000 ? 3 : 37;
      folds("", 1, length, VALUES);
      folds("", length > 1000 ? 2 : 6, length, VALUES);
      folds("", count, length, VALUES);
    }
    folds("", 0, 13, VALUES);
    folds("", 512, 8192, VALUES);
  }

  private void nonFinites() {
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      folds(", with one " + value, 6, 207, VALUES.except(500, value));
      folds(", with one " + value, 2, 1025, VALUES.except(1024, value));
    }
    folds(
        ", zeros", 2, 6, Values.of(-0.0, 0, -0.0, 0, -0.0, 0, -0.0, -0.0, -0.0, -0.0, -0.0, -0.0));
  }

  /** Sum, largest and smallest of rows that lie along the memory, and across it. */
  private void folds(String what, int count, int length, Values values) {
    List<Fold> folds =
        Arrays.stream(Combine.values()).map(combine -> new Fold(combine, load(0))).toList();
    Access to = Access.dense(DType.F32, Shape.of(count));
    List<Result> results =
        IntStream.range(0, folds.size()).mapToObj(f -> new Result(folded(f), to)).toList();
    Access along = new Access(DType.F32, 0, List.of((long) length, 1L));
    Access across = new Access(DType.F32, 0, List.of(1L, (long) count));
    for (Access access : List.of(along, across)) {
      Shape extents = Shape.of(count, length);
      Rows spec = new Rows(extents, List.of(access), folds, List.of(), results);
      Tolerance ofSum = Tolerance.within(sumBound(access, extents));
      put(
          "sum, largest and smallest of %s %s of %s%s"
              .formatted(count, access == along ? "rows" : "columns", length, what),
          spec,
          List.of(values),
          List.of(ofSum, Tolerance.exact(), Tolerance.exact()));
    }
  }

  private static Bound sumBound(Access access, Shape extents) {
    return (tensor, run) -> {
      double[] terms = run.before(PassTensors.input(0));
      double[] bounds = new double[(int) extents.dimension(0)];
      for (int row = 0; row < bounds.length; row++) {
        double magnitude = 0;
        for (int i = 0; i < extents.dimension(1); i++) {
          magnitude += Math.abs(terms[(int) access.position(row, i)]);
        }
        bounds[row] = Rounding.bound(Rounding.ofSum(extents.dimension(1)), magnitude);
      }
      return bounds;
    };
  }

  private void norms() {
    for (int[] size : new int[][] {{3, 7, 5}, {2, 30, 17}, {2, 1030, 40}, {2, 2500, 3}}) {
      for (int place : new int[] {-1, 0}) {
        // Elements are up to 1, and the deviation is above a half.
        double roundoffs = 4 * (Rounding.ARITHMETIC + Rounding.ofSum(size[1]));
        Tolerance tolerance = Tolerance.within(absolute(Rounding.bound(roundoffs, 1)));
        put(
            "norm of %s%s".formatted(Arrays.toString(size), place < 0 ? "" : ", in place"),
            RowFormulas.norm(size[0], size[1], size[2]),
            List.of(VALUES, Values.uniform(0.5, 2)),
            List.of(tolerance, tolerance),
            place,
            -1);
      }
    }
  }

  private static Bound absolute(double bound) {
    return (tensor, run) -> {
      double[] bounds = new double[run.after(tensor).length];
      Arrays.fill(bounds, bound);
      return bounds;
    };
  }

  /** From and to the types that are narrower than what is computed with. */
  private void storage() {
    for (int length : new int[] {39, 1030}) {
      Shape extents = Shape.of(7, length);
      Expression largest = load(0, DType.BF16);
      Rows spec =
          new Rows(
              extents,
              List.of(Access.dense(DType.BF16, extents), Access.dense(DType.U8, extents)),
              List.of(
                  new Fold(Combine.MAX, largest),
                  new Fold(Combine.SUM, toFloat(load(1, DType.U8)))),
              List.of(
                  new Result(
                      equal(largest, folded(0)),
                      new Access(DType.U8, 7L * length - 1, List.of(-(long) length, -1L)))),
              List.of(
                  new Result(folded(0), Access.dense(DType.BF16, Shape.of(7))),
                  new Result(folded(1), Access.dense(DType.F32, Shape.of(7)))));
      Tolerance exact = Tolerance.exact();
      put(
          "narrow types, rows of " + length,
          spec,
          List.of(Values.anyBf16(), Values.integers(0, 256)),
          List.of(exact, exact, exact));
    }
  }

  private void put(String name, Rows spec, List<Values> values, List<Tolerance> tolerances) {
    put(name, spec, values, tolerances, PassTensors.apart(tolerances.size()));
  }

  private void put(
      String name, Rows spec, List<Values> values, List<Tolerance> tolerances, int... places) {
    List<Input> inputs = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      inputs.add(new Input(spec.inputs().get(i), spec.extents(), values.get(i)));
    }
    List<Output> outputs = new ArrayList<>();
    for (int o = 0; o < tolerances.size(); o++) {
      boolean ofElements = o < spec.perElement().size();
      outputs.add(
          new Output(
              spec.results().get(o).to(),
              ofElements ? spec.extents() : spec.rows(),
              tolerances.get(o)));
    }
    PassTensors pass = new PassTensors(inputs, outputs, places);
    cases.add(
        new OpCase(
            "rows",
            name,
            pass.arguments(),
            (backend, tensors) -> backend.rows(spec, pass.inputs(tensors), pass.outputs(tensors)),
            (double) spec.extents().elements() * (spec.folds().size() + spec.perElement().size())));
  }
}
