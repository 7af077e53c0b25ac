package dev.trine.backend.op;

import static dev.trine.expression.Arithmetic.folded;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.parameter;

import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows.Combine;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.expression.Expression;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A sum over the middle axis of an {@code outer × length × inner} tensor: {@code out[o, i] = scale
 * · Σ_l f(in[o, l, i])}; an empty sum is 0.
 *
 * @param kind the function f
 */
public record Reduction(Kind kind, long outer, long length, long inner, double scale) {
  /** What is summed. */
  public enum Kind {
    /** x */
    SUM,
    /** x² */
    SUM_OF_SQUARES
  }

  public Reduction {
    if (outer < 0 || length < 0 || inner < 0) {
      throw new IllegalArgumentException(
          "Reduction over [%s, %s, %s] has a negative extent".formatted(outer, length, inner));
    }
  }

  /** The sums of the columns of a matrix. */
  public static Reduction ofColumns(long rows, long columns) {
    return new Reduction(Kind.SUM, 1, rows, columns, 1);
  }

  /** The sum of all elements times a factor. */
  public static Reduction ofAll(Kind kind, long elements, double scale) {
    return new Reduction(kind, 1, elements, 1, scale);
  }

  /** This as rows: of one dense input, F32 [outer, length, inner], to F32 [outer, inner]. */
  public Rows rows() {
    List<Long> extents = new ArrayList<>();
    List<Long> strides = new ArrayList<>();
    if (outer != 1) {
      extents.add(outer);
      strides.add(length * inner);
    }
    if (inner != 1) {
      extents.add(inner);
      strides.add(1L);
    }
    extents.add(length);
    strides.add(inner);
    Shape grid = Shape.of(extents.stream().mapToLong(Long::longValue).toArray());
    Expression term = kind == Kind.SUM ? load(0) : multiply(load(0), load(0));
    Expression sum = scale == 1 ? folded(0) : multiply(parameter(scale), folded(0));
    return new Rows(
        grid,
        List.of(new Access(DType.F32, 0, strides)),
        List.of(new Fold(Combine.SUM, term)),
        List.of(),
        List.of(new Result(sum, Access.dense(DType.F32, Rows.outer(grid)))));
  }
}
