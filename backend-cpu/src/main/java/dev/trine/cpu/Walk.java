package dev.trine.cpu;

import dev.trine.backend.op.Mapping.Access;
import dev.trine.tensor.Shape;
import java.util.Arrays;

/**
 * How a tensor's elements follow one another on a grid: lines of a fixed stride, one after the
 * other. Axes that the tensor walks as one are one here, so that a dense tensor is a single line. A
 * walk goes over some elements at a time; it remembers where it is, so each thread has its own.
 */
final class Walk {
  private final int start;
  private final int[] extents;
  private final int[] strides;
  private final int[] index;
  private int remaining;
  private int position;
  private int at;
  private int length;

  private Walk(int start, int[] extents, int[] strides) {
    this.start = start;
    this.extents = extents;
    this.strides = strides;
    this.index = new int[extents.length];
  }

  /** A walk over a grid that has elements. */
  static Walk of(Access access, Shape grid) {
    int[] extents = new int[grid.rank() + 1];
    int[] strides = new int[grid.rank() + 1];
    int first = grid.rank();
    extents[first] = 1;
    for (int axis = grid.rank() - 1; axis >= 0; axis--) {
      int extent = (int) grid.dimension(axis);
      int stride = Math.toIntExact(access.strides().get(axis));
      if (extent == 1) {
        continue;
      }
      if (extents[first] == 1) {
        strides[first] = stride;
      } else if (stride != strides[first] * extents[first]) {
        first--;
        extents[first] = 1;
        strides[first] = stride;
      }
      extents[first] *= extent;
    }
    return new Walk(Math.toIntExact(access.start()), from(extents, first), from(strides, first));
  }

  private static int[] from(int[] values, int first) {
    return Arrays.copyOfRange(values, first, values.length);
  }

  /** The same from its beginning, for another thread. */
  Walk copy() {
    return new Walk(start, extents, strides);
  }

  /** Whether the elements lie side by side in the tensor, from the {@link #first} to the last. */
  boolean isDense() {
    return extents.length == 1 && strides[0] == 1;
  }

  /** Where the first element lies in the tensor. */
  int first() {
    return start;
  }

  /** After how many elements it repeats; as many as there are if it does not. */
  int period() {
    int period = 1;
    for (int axis = strides[0] == 0 ? 1 : 0; axis < extents.length; axis++) {
      period *= extents[axis];
    }
    return period;
  }

  /** How many neighbouring elements are the same one. */
  int run() {
    return stride() == 0 ? extents[extents.length - 1] : 1;
  }

  /** The walk that takes each {@link #run} as a single element. */
  Walk ofRuns() {
    int axes = Math.max(1, extents.length - 1);
    boolean isSingle = extents.length == 1;
    return run() == 1
        ? copy()
        : new Walk(
            start,
            isSingle ? new int[] {1} : Arrays.copyOf(extents, axes),
            Arrays.copyOf(strides, axes));
  }

  /** Stands before the line that has element {@code first}; goes over {@code count} elements. */
  void over(int first, int count) {
    remaining = count;
    position = start;
    at = 0;
    length = 0;
    int rest = first;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      index[axis] = rest % extents[axis];
      rest /= extents[axis];
      position += index[axis] * strides[axis];
    }
  }

  /** Goes to the next line, or the part of it that is asked for; false if there is none. */
  boolean next() {
    if (remaining == 0) {
      return false;
    }
    leaveLine();
    int last = extents.length - 1;
    length = Math.min(remaining, extents[last] - index[last]);
    remaining -= length;
    return true;
  }

  private void leaveLine() {
    int axis = extents.length - 1;
    at += length;
    index[axis] += length;
    position += length * strides[axis];
    for (; axis > 0 && index[axis] == extents[axis]; axis--) {
      index[axis] = 0;
      index[axis - 1]++;
      position += strides[axis - 1] - extents[axis] * strides[axis];
    }
  }

  /** Where the line's first element lies in the tensor. */
  int position() {
    return position;
  }

  /** How far each of the line's elements is from the one before. */
  int stride() {
    return strides[strides.length - 1];
  }

  /** How many elements of those to go over come before this line. */
  int at() {
    return at;
  }

  /** How many elements the line has. */
  int length() {
    return length;
  }
}
