package dev.trine.reference;

import static dev.trine.reference.ReferenceMapping.load;
import static dev.trine.reference.ReferenceMapping.store;

import dev.trine.backend.View;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.expression.DoublePrecision;
import java.util.Arrays;
import java.util.List;

/** Folds of rows and what follows from them, one row after the other, by the definitions. */
final class ReferenceRows {
  private final Rows spec;
  private final List<View> inputs;
  private final List<View> outputs;

  private ReferenceRows(Rows spec, List<View> inputs, List<View> outputs) {
    this.spec = spec;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  static void run(Rows spec, List<View> inputs, List<View> outputs) {
    ReferenceRows rows = new ReferenceRows(spec, inputs, outputs);
    for (long row = 0; row < spec.rows().elements(); row++) {
      rows.run(spec.rows().coordinates(row));
    }
  }

  /** All of a row is computed before any of it is stored, since an output may be an input. */
  private void run(long[] row) {
    double[] folds = new double[spec.folds().size()];
    for (int f = 0; f < folds.length; f++) {
      folds[f] = fold(spec.folds().get(f), row, folds);
    }
    int length = Math.toIntExact(spec.length());
    double[][] results = new double[length][];
    List<Result> perElement = spec.perElement();
    for (int i = 0; i < length && !perElement.isEmpty(); i++) {
      long[] index = element(row, i);
      results[i] =
          DoublePrecision.of(
              perElement.stream().map(Result::value).toList(), loads(index), folds, index);
    }
    double[] ofRow =
        DoublePrecision.of(
            spec.perRow().stream().map(Result::value).toList(),
            length == 0 ? new double[inputs.size()] : loads(element(row, 0)),
            folds,
            row);
    for (int o = 0; o < perElement.size(); o++) {
      for (int i = 0; i < length; i++) {
        store(outputs.get(o), perElement.get(o).to(), element(row, i), results[i][o]);
      }
    }
    for (int o = 0; o < ofRow.length; o++) {
      View output = outputs.get(perElement.size() + o);
      store(output, spec.perRow().get(o).to(), row, ofRow[o]);
    }
  }

  private double fold(Fold fold, long[] row, double[] before) {
    double folded =
        switch (fold.combine()) {
          case SUM -> 0;
          case MAX -> Double.NEGATIVE_INFINITY;
          case MIN -> Double.POSITIVE_INFINITY;
        };
    for (int i = 0; i < spec.length(); i++) {
      long[] index = element(row, i);
      double value = DoublePrecision.of(List.of(fold.value()), loads(index), before, index)[0];
      folded =
          switch (fold.combine()) {
            case SUM -> folded + value;
            case MAX -> Math.max(folded, value);
            case MIN -> Math.min(folded, value);
          };
    }
    return folded;
  }

  private double[] loads(long[] index) {
    double[] loads = new double[inputs.size()];
    for (int i = 0; i < loads.length; i++) {
      loads[i] = load(inputs.get(i), spec.inputs().get(i), index);
    }
    return loads;
  }

  private static long[] element(long[] row, int column) {
    long[] index = Arrays.copyOf(row, row.length + 1);
    index[row.length] = column;
    return index;
  }
}
