package dev.trine.backend.op;

import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Folded;
import dev.trine.expression.Expression.Index;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Parts;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Folds along one axis of a grid, and what is computed from them: sums, softmax, losses, norms. The
 * grid's last axis is the row. For each row the folds are taken one after the other; then a result
 * is computed for every element, or one for the row.
 *
 * @param extents of the grid; all axes but the last number the rows
 * @param inputs how each input is read; one that all elements of a row share has the stride 0 there
 * @param folds each from the elements of the row and from the folds before it
 * @param perElement results over the whole grid
 * @param perRow results over all axes but the last, from folds and from inputs that the row shares
 */
public record Rows(
    Shape extents,
    List<Access> inputs,
    List<Fold> folds,
    List<Result> perElement,
    List<Result> perRow) {
  public static final int MOST_FOLDS = 4;

  /** How the elements of a row are combined. */
  public enum Combine {
    /** Their sum, in the order of {@link SumOrder}; 0 of none. */
    SUM,
    /** The largest; NaN if one is; −∞ of none. */
    MAX,
    /** The smallest; NaN if one is; ∞ of none. */
    MIN
  }

  /**
   * A row combined to one number.
   *
   * @param value F32, of each element
   */
  public record Fold(Combine combine, Expression value) {
    public Fold {
      if (value.type() != DType.F32) {
        throw new IllegalArgumentException(
            "A fold takes F32, not %s, which is %s; convert it with toFloat"
                .formatted(value, value.type()));
      }
    }
  }

  public Rows {
    inputs = List.copyOf(inputs);
    folds = List.copyOf(folds);
    perElement = List.copyOf(perElement);
    perRow = List.copyOf(perRow);
    if (extents.rank() < 1) {
      throw new IllegalArgumentException("Rows need an axis to fold, not the grid " + extents);
    }
    Mapping.atMost("axes", extents.rank(), Mapping.MOST_AXES);
    // Where rows are long, results take the folds from memory, as inputs beside the others.
    Mapping.atMost("inputs and folds", inputs.size() + folds.size(), Mapping.MOST_INPUTS);
    Mapping.atMost("folds", folds.size(), MOST_FOLDS);
    Mapping.atMost("results", perElement.size() + perRow.size(), Mapping.MOST_RESULTS);
    int axes = extents.rank();
    Mapping.checkAxes(extents, Stream.concat(inputs.stream(), perElement.stream().map(Result::to)));
    Mapping.checkAxes(outer(extents), perRow.stream().map(Result::to));
    Mapping.checkDistinct(extents, perElement);
    Mapping.checkDistinct(outer(extents), perRow);
    for (int f = 0; f < folds.size(); f++) {
      check(folds.get(f).value, f, axes, inputs);
    }
    for (Result result : perElement) {
      check(result.value(), folds.size(), axes, inputs);
    }
    for (Result result : perRow) {
      check(result.value(), folds.size(), axes - 1, shared(inputs));
    }
  }

  /** The rows: all axes but the last. */
  public Shape rows() {
    return outer(extents);
  }

  /** Elements of a row. */
  public long length() {
    return extents.dimension(-1);
  }

  /** The results in the order of the outputs: of elements, then of rows. */
  public List<Result> results() {
    return Stream.concat(perElement.stream(), perRow.stream()).toList();
  }

  static Shape outer(Shape extents) {
    long[] dimensions = extents.dimensions();
    return Shape.of(Arrays.copyOf(dimensions, dimensions.length - 1));
  }

  /** Those inputs that a row has one element of; the others are null. */
  private static List<Access> shared(List<Access> inputs) {
    List<Access> shared = new ArrayList<>();
    for (Access access : inputs) {
      boolean isShared = access.strides().get(access.strides().size() - 1) == 0;
      shared.add(isShared ? access : null);
    }
    return shared;
  }

  /**
   * How results of rows read those inputs of which a row has one element and which nothing else
   * reads; null for the others.
   */
  public List<Access> inputsOfRows() {
    Stream<Expression> ofElements =
        Stream.concat(folds.stream().map(Fold::value), perElement.stream().map(Result::value));
    List<Expression> read = Parts.of(ofElements.toList());
    List<Access> ofRows = new ArrayList<>();
    for (Access access : shared(inputs)) {
      int number = ofRows.size();
      boolean isRead =
          read.stream().anyMatch(part -> part instanceof Load load && load.input() == number);
      ofRows.add(access == null || isRead ? null : access.withoutLastAxis());
    }
    return ofRows;
  }

  private static void check(Expression value, int folds, int axes, List<Access> inputs) {
    for (Expression part : Parts.of(List.of(value))) {
      String fault = null;
      if (part instanceof Folded folded && (folded.fold() >= folds || folded.type() != DType.F32)) {
        fault = "of %s folds before it".formatted(folds);
      } else if (part instanceof Index index && index.axis() >= axes) {
        fault = "of %s axes".formatted(axes);
      } else if (part instanceof Load load && isMissing(load, inputs)) {
        fault = "of the inputs " + inputs;
      }
      if (fault != null) {
        throw new IllegalArgumentException(
            "Rows compute %s, which takes %s %s".formatted(value, part, fault));
      }
    }
  }

  private static boolean isMissing(Load load, List<Access> inputs) {
    return load.input() >= inputs.size()
        || inputs.get(load.input()) == null
        || inputs.get(load.input()).type() != load.stored();
  }
}
