package dev.trine.reference;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.index;
import static dev.trine.expression.Arithmetic.intEqual;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.subtract;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trine.backend.View;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Rows.Combine;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Folded;
import dev.trine.expression.function.Exp;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceRowsTest {
  private static final Shape GRID = Shape.of(2, 3);
  private static final Access DENSE = Access.dense(DType.F32, GRID);
  private static final Access ROW = Access.dense(DType.F32, Shape.of(2));
  private static final Expression LARGEST = new Folded(0, DType.F32);
  private static final Expression SUM = new Folded(1, DType.F32);

  @Test
  void softmaxAndTheScoreOfALabel() {
    Expression power = new Exp().of(subtract(load(0), LARGEST));
    Expression score = select(intEqual(index(1), load(1, DType.I32)), load(0), constant(0));
    Rows spec =
        new Rows(
            GRID,
            List.of(DENSE, new Access(DType.I32, 0, List.of(1L, 0L))),
            List.of(
                new Fold(Combine.MAX, load(0)),
                new Fold(Combine.SUM, power),
                new Fold(Combine.SUM, score)),
            List.of(new Result(divide(power, SUM), DENSE)),
            List.of(new Result(new Folded(2, DType.F32), ROW)));
    try (ReferenceBackend backend = new ReferenceBackend()) {
      View scores = TestTensors.floats(backend, GRID, 1, 2, 3, 1000, 1000, -1000);
      View labels = TestTensors.ints(backend, Shape.of(2), 2, 0);
      View label = TestTensors.floats(backend, Shape.of(2), 0, 0);
      backend.rows(spec, List.of(scores, labels), List.of(scores, label)).enqueue();
      double[] expected = {
        0.09003057317038046, 0.24472847105479767, 0.6652409557748219, 0.5, 0.5, 0
      };
      assertArrayEquals(expected, TestTensors.read(backend, scores), 1e-15);
      assertArrayEquals(new double[] {3, 1000}, TestTensors.read(backend, label));
    }
  }

  @Test
  void columnsAreRowsOfAnotherWalk() {
    Shape turned = Shape.of(3, 2);
    Rows spec =
        new Rows(
            turned,
            List.of(new Access(DType.F32, 0, List.of(1L, 3L))),
            List.of(new Fold(Combine.SUM, multiply(load(0), load(0)))),
            List.of(),
            List.of(new Result(LARGEST, Access.dense(DType.F32, Shape.of(3)))));
    try (ReferenceBackend backend = new ReferenceBackend()) {
      View in = TestTensors.floats(backend, GRID, 1, 2, 3, 4, 5, 6);
      View out = TestTensors.floats(backend, Shape.of(3), 0, 0, 0);
      backend.rows(spec, List.of(in), List.of(out)).enqueue();
      assertArrayEquals(new double[] {17, 29, 45}, TestTensors.read(backend, out));
    }
  }

  @Test
  void aFoldKnowsOnlyThoseBeforeIt() {
    List<Fold> folds =
        List.of(new Fold(Combine.SUM, multiply(load(0), SUM)), new Fold(Combine.MAX, load(0)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Rows(GRID, List.of(DENSE), folds, List.of(), List.of(new Result(SUM, ROW))));
  }

  @Test
  void aRowHasNoSingleElement() {
    List<Fold> folds = List.of(new Fold(Combine.SUM, load(0)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Rows(GRID, List.of(DENSE), folds, List.of(), List.of(new Result(load(0), ROW))));
  }
}
