package dev.trine.cpu;

import dev.trine.backend.op.Mapping.Access;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * In which order a grid's elements are gone through: the last axis is the fastest, or, exchanged
 * with it, the one before.
 */
record GridOrder(Shape extents, boolean exchanged) {
  /** The order of the grid itself. */
  static GridOrder natural(Shape extents) {
    return new GridOrder(extents, false);
  }

  int elements() {
    return Math.toIntExact(extents.elements());
  }

  /** A walk over a tensor. The grid must have elements. */
  Walk walk(Access access) {
    if (!exchanged) {
      return Walk.of(access, extents);
    }
    List<Long> strides = new ArrayList<>(access.strides());
    Collections.swap(strides, strides.size() - 2, strides.size() - 1);
    long[] dimensions = extents.dimensions();
    long last = dimensions[dimensions.length - 1];
    dimensions[dimensions.length - 1] = dimensions[dimensions.length - 2];
    dimensions[dimensions.length - 2] = last;
    return Walk.of(new Access(access.type(), access.start(), strides), Shape.of(dimensions));
  }

  /** A walk over the indices along an axis of the grid. */
  Walk indices(int axis) {
    List<Long> strides = new ArrayList<>(Collections.nCopies(extents.rank(), 0L));
    strides.set(axis, 1L);
    return walk(new Access(DType.I32, 0, strides));
  }

  /** A walk over numbers that lie dense and of which each row, along the last axis, has one. */
  Walk ofRows() {
    List<Long> strides = new ArrayList<>(Collections.nCopies(extents.rank(), 0L));
    long stride = 1;
    for (int axis = extents.rank() - 2; axis >= 0; axis--) {
      strides.set(axis, stride);
      stride *= extents.dimension(axis);
    }
    return walk(new Access(DType.F32, 0, strides));
  }
}
