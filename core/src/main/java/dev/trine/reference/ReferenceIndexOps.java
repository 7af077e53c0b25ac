package dev.trine.reference;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.IndexOps;
import dev.trine.tensor.DType;

/** Rows by their numbers, index by index. */
final class ReferenceIndexOps implements IndexOps {
  private final ReferenceQueue queue;

  ReferenceIndexOps(ReferenceQueue queue) {
    this.queue = queue;
  }

  @Override
  public Call gather(View table, View indices, View out) {
    Contract.gather(table, indices, out);
    double missing = table.type().computedAs() == DType.F32 ? Double.NaN : 0;
    return queue.bind(
        () -> {
          Elements rows = Elements.of(table);
          Elements result = Elements.of(out);
          long width = out.shape().dimension(1);
          for (int i = 0; i < indices.elements(); i++) {
            int row = Ints.of(indices).get(i);
            for (long c = 0; c < width; c++) {
              double value = isRow(row, table) ? rows.get(row * width + c) : missing;
              result.set(i * width + c, value);
            }
          }
        },
        table,
        indices,
        out);
  }

  @Override
  public Call scatterAdd(View indices, View updates, View out) {
    Contract.scatterAdd(indices, updates, out);
    return queue.bind(
        () -> {
          Elements added = Elements.of(updates);
          Elements result = Elements.of(out);
          long width = out.shape().dimension(1);
          result.fill(0);
          for (int i = 0; i < indices.elements(); i++) {
            int row = Ints.of(indices).get(i);
            if (isRow(row, out)) {
              for (long c = 0; c < width; c++) {
                long at = row * width + c;
                result.set(at, result.get(at) + added.get(i * width + c));
              }
            }
          }
        },
        indices,
        updates,
        out);
  }

  private static boolean isRow(int index, View rows) {
    return index >= 0 && index < rows.shape().dimension(0);
  }
}
