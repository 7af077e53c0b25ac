package dev.trine.backend.internal;

import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.expression.Expression;
import dev.trine.expression.Parts;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** The same mapping over fewer axes, so that backends meet few structures. */
public final class Collapse {
  private Collapse() {}

  /**
   * Joins neighbouring axes that every tensor walks as one, and leaves out those of extent 1. One
   * axis is left at least. A mapping that asks for indices stays as it is.
   */
  public static Mapping of(Mapping mapping) {
    boolean asksForIndex =
        Parts.of(mapping.values()).stream().anyMatch(part -> part instanceof Expression.Index);
    if (asksForIndex) {
      return mapping;
    }
    List<Integer> ends = axesThatEnd(mapping);
    long[] extents = new long[ends.size()];
    int axis = 0;
    for (int i = 0; i < extents.length; i++) {
      extents[i] = 1;
      for (; axis <= ends.get(i); axis++) {
        extents[i] *= mapping.extents().dimension(axis);
      }
    }
    return new Mapping(
        Shape.of(extents),
        mapping.inputs().stream().map(access -> keep(access, ends)).toList(),
        mapping.results().stream()
            .map(result -> new Result(result.value(), keep(result.to(), ends)))
            .toList());
  }

  /** Those axes whose stride is that of the joined axis which ends with them. */
  private static List<Integer> axesThatEnd(Mapping mapping) {
    List<Integer> ends = new ArrayList<>();
    int inner = -1;
    for (int axis = mapping.extents().rank() - 1; axis >= 0; axis--) {
      if (mapping.extents().dimension(axis) == 1) {
        continue;
      }
      if (inner < 0 || !joins(mapping, axis, inner)) {
        ends.add(0, axis);
      }
      inner = axis;
    }
    if (ends.isEmpty()) {
      ends.add(mapping.extents().rank() - 1);
    }
    return ends;
  }

  private static boolean joins(Mapping mapping, int outer, int inner) {
    long extent = mapping.extents().dimension(inner);
    return mapping.accesses().stream()
        .allMatch(access -> access.strides().get(outer) == access.strides().get(inner) * extent);
  }

  private static Access keep(Access access, List<Integer> axes) {
    List<Long> strides = new ArrayList<>();
    axes.forEach(axis -> strides.add(axis < 0 ? 0L : access.strides().get(axis)));
    return new Access(access.type(), access.start(), strides);
  }
}
