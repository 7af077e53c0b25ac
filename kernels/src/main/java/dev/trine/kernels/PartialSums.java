package dev.trine.kernels;

import static dev.trine.expression.Arithmetic.folded;
import static dev.trine.expression.Arithmetic.load;

import dev.trine.backend.View;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Rows.Combine;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Slices of a sum, one behind the other as [slices, rows, columns] or, turned, [slices, columns,
 * rows]: what is added up to [rows, columns] in one order.
 */
record PartialSums(int slices, long rows, long columns, boolean turned) {
  long elements() {
    return slices * rows * columns;
  }

  /** A launch that computes them, and what adds them up. */
  List<BoundLaunch> launches(BoundLaunch product, RowCalls sums, View partials, View out) {
    List<Long> strides = turned ? List.of(1L, rows) : List.of(columns, 1L);
    Access slice =
        new Access(DType.F32, 0, List.of(strides.get(0), strides.get(1), rows * columns));
    Rows spec =
        new Rows(
            Shape.of(rows, columns, slices),
            List.of(slice),
            List.of(new Fold(Combine.SUM, load(0))),
            List.of(),
            List.of(new Result(folded(0), Access.dense(DType.F32, Shape.of(rows, columns)))));
    View matrix = out.reshape(Shape.of(rows, columns));
    List<BoundLaunch> launches = new ArrayList<>(List.of(product));
    launches.addAll(sums.rows(spec, List.of(partials), List.of(matrix)).launches());
    return launches;
  }
}
