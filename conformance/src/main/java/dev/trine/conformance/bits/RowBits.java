package dev.trine.conformance.bits;

import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Rows.Combine;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.backend.op.SumOrder;
import dev.trine.conformance.bits.BitCase.Tensor;
import dev.trine.expression.Expression;
import dev.trine.expression.Listing;
import dev.trine.expression.SinglePrecision;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows, the bits of their inputs, and what {@link SinglePrecision} and {@link SumOrder} make of
 * them.
 */
record RowBits(Rows rows, List<int[]> inputs) {
  /** A case whose results have places of their own. */
  BitCase apart(String name) {
    return inPlace(name, rows.results().stream().map(result -> -1).toList());
  }

  /**
   * @param places for each result the input that it overwrites, or −1
   */
  BitCase inPlace(String name, List<Integer> places) {
    List<Tensor> results = new ArrayList<>();
    rows.perElement().forEach(result -> results.add(Contents.blank(result, rows.extents())));
    rows.perRow().forEach(result -> results.add(Contents.blank(result, rows.rows())));
    return new BitCase(
        name,
        Contents.inputs(rows.inputs(), inputs),
        results,
        places,
        (backend, from, to) -> backend.rows(rows, from, to),
        () -> compute(Contents.before(results, places, inputs)));
  }

  private List<int[]> compute(List<int[]> results) {
    List<SinglePrecision> folds =
        rows.folds().stream().map(Fold::value).map(value -> computation(List.of(value))).toList();
    SinglePrecision perElement = computation(values(rows.perElement()));
    SinglePrecision perRow = computation(values(rows.perRow()));
    int ofElements = rows.perElement().size();
    Shape numbers = rows.rows();
    for (long r = 0; r < numbers.elements(); r++) {
      long[] row = numbers.coordinates(r);
      int[] folded = folds(row, folds);
      for (int i = 0; i < rows.length() && ofElements > 0; i++) {
        long[] index = element(row, i);
        int[] values = perElement.run(loads(index), folded, Contents.ints(index));
        for (int o = 0; o < values.length; o++) {
          results.get(o)[position(rows.perElement().get(o), index)] = values[o];
        }
      }
      int[] loads = rows.length() == 0 ? new int[inputs.size()] : loads(element(row, 0));
      int[] values = perRow.run(loads, folded, Contents.ints(row));
      for (int o = 0; o < values.length; o++) {
        results.get(ofElements + o)[position(rows.perRow().get(o), row)] = values[o];
      }
    }
    return results;
  }

  private int[] folds(long[] row, List<SinglePrecision> computations) {
    int[] folded = new int[computations.size()];
    for (int f = 0; f < folded.length; f++) {
      float[] values = new float[(int) rows.length()];
      for (int i = 0; i < values.length; i++) {
        long[] index = element(row, i);
        int[] value = computations.get(f).run(loads(index), folded, Contents.ints(index));
        values[i] = Float.intBitsToFloat(value[0]);
      }
      folded[f] = Float.floatToRawIntBits(combine(rows.folds().get(f).combine(), values));
    }
    return folded;
  }

  private static float combine(Combine combine, float[] values) {
    if (combine == Combine.SUM) {
      return SumOrder.sum(values);
    }
    float folded = combine == Combine.MAX ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
    for (float value : values) {
      folded = combine == Combine.MAX ? Math.max(folded, value) : Math.min(folded, value);
    }
    return folded;
  }

  private int[] loads(long[] index) {
    return Contents.at(index, rows.inputs(), inputs);
  }

  private static int position(Result result, long[] index) {
    return (int) result.to().position(index);
  }

  private static long[] element(long[] row, int column) {
    long[] index = Arrays.copyOf(row, row.length + 1);
    index[row.length] = column;
    return index;
  }

  private static List<Expression> values(List<Result> results) {
    return results.stream().map(Result::value).toList();
  }

  private static SinglePrecision computation(List<Expression> values) {
    return new SinglePrecision(Listing.of(values));
  }
}
