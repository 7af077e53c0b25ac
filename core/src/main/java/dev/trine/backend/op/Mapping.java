package dev.trine.backend.op;

import dev.trine.expression.Expression;
import dev.trine.expression.Parts;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One pass over a grid of elements: at each index every result is computed from the elements that
 * the inputs have there. Strides let the same pass broadcast, permute, slice, flip and cast.
 *
 * @param extents of the grid, outermost first
 * @param inputs how each input is read
 * @param results what is computed, and how each output is written
 */
public record Mapping(Shape extents, List<Access> inputs, List<Result> results) {
  public static final int MOST_AXES = 5;
  public static final int MOST_INPUTS = 12;
  public static final int MOST_RESULTS = 8;

  /**
   * How the elements of a view belong to the grid: element {@code start + Σ index·stride}.
   *
   * @param strides in elements, one for each axis; 0 repeats, a negative one walks backwards
   */
  public record Access(DType type, long start, List<Long> strides) {
    public Access {
      strides = List.copyOf(strides);
    }

    /** Row-major, without gaps; along an axis of one element the stride is 0. */
    public static Access dense(DType type, Shape extents) {
      List<Long> strides = new ArrayList<>();
      long stride = 1;
      for (int axis = extents.rank() - 1; axis >= 0; axis--) {
        strides.add(extents.dimension(axis) == 1 ? 0 : stride);
        stride *= extents.dimension(axis);
      }
      Collections.reverse(strides);
      return new Access(type, 0, strides);
    }

    /**
     * A dense tensor that fits the last axes; where its extent is 1, or it lacks an axis, it
     * repeats.
     *
     * @throws IllegalArgumentException if an extent is neither 1 nor that of the grid
     */
    public static Access broadcast(DType type, Shape shape, Shape extents) {
      Access dense = dense(type, shape);
      List<Long> strides = new ArrayList<>();
      int missing = extents.rank() - shape.rank();
      for (int axis = 0; axis < extents.rank(); axis++) {
        long extent = axis < missing ? 1 : shape.dimension(axis - missing);
        if (missing < 0 || extent != 1 && extent != extents.dimension(axis)) {
          throw new IllegalArgumentException(
              "Cannot broadcast %s to %s: each extent, from the last, must be equal or 1"
                  .formatted(shape, extents));
        }
        strides.add(axis < missing ? 0 : dense.strides.get(axis - missing));
      }
      return new Access(type, 0, strides);
    }

    /**
     * Some columns of a dense tensor, one of several equally wide parts of its last axis; as {@link
     * #broadcast}.
     *
     * @param whole the shape of the tensor, whose last extent the parts divide
     * @param part which, from 0
     * @param parts how many there are
     */
    public static Access columns(DType type, Shape whole, int part, int parts, Shape extents) {
      if (parts == 1) {
        return broadcast(type, whole, extents);
      }
      long[] own = whole.dimensions();
      int last = own.length - 1;
      own[last] /= parts;
      List<Long> strides =
          new ArrayList<>(broadcast(type, Shape.of(own), extents).withoutLastAxis().strides);
      strides.replaceAll(stride -> stride * parts);
      strides.add(own[last] == 1 ? 0L : 1L);
      return new Access(type, part * own[last], strides);
    }

    /** The same over all axes but the last. */
    public Access withoutLastAxis() {
      return new Access(type, start, strides.subList(0, strides.size() - 1));
    }

    /** The element that belongs to an index. */
    public long position(long... index) {
      long position = start;
      for (int axis = 0; axis < index.length; axis++) {
        position += index[axis] * strides.get(axis);
      }
      return position;
    }

    /** Where the elements lie: from the lowest, inclusive, to the highest, exclusive. */
    public long[] range(Shape extents) {
      long low = start;
      long high = start;
      for (int axis = 0; axis < extents.rank(); axis++) {
        long far = (extents.dimension(axis) - 1) * strides.get(axis);
        low += Math.min(0, far);
        high += Math.max(0, far);
      }
      return new long[] {low, high + 1};
    }

    /** Whether it is the whole grid in its order. */
    public boolean isDense(Shape extents) {
      return start == 0 && strides.equals(dense(type, extents).strides);
    }

    /**
     * Whether no element belongs to two indices: sorted by size, each stride passes those before.
     */
    boolean isDistinct(Shape extents) {
      if (extents.elements() == 0) {
        return true;
      }
      long reach = 0;
      List<Integer> axes =
          IntStream.range(0, extents.rank())
              .filter(axis -> extents.dimension(axis) > 1)
              .boxed()
              .sorted(Comparator.comparingLong(axis -> Math.abs(strides.get(axis))))
              .toList();
      for (int axis : axes) {
        long stride = Math.abs(strides.get(axis));
        if (stride <= reach) {
          return false;
        }
        reach += stride * (extents.dimension(axis) - 1);
      }
      return true;
    }

    /**
     * Whether no element belongs to this and to another walk over the same tensor, whatever the
     * indices: they run side by side.
     */
    public boolean isBeside(Access other, Shape extents) {
      if (type != other.type || !strides.equals(other.strides)) {
        return false;
      }
      List<Long> both = new ArrayList<>(strides);
      both.add(other.start - start);
      long[] dimensions = Arrays.copyOf(extents.dimensions(), extents.rank() + 1);
      dimensions[extents.rank()] = 2;
      return new Access(type, start, both).isDistinct(Shape.of(dimensions));
    }

    /** Whether every index has the same element. */
    public boolean isSingle() {
      return strides.stream().allMatch(stride -> stride == 0);
    }
  }

  /**
   * A result.
   *
   * @param value F32 to be stored as F32 or BF16, the nearest, or I32 to be stored as I32 or U8,
   *     its lowest eight bits
   */
  public record Result(Expression value, Access to) {
    public Result {
      if (value.type() != to.type.computedAs()) {
        throw new IllegalArgumentException(
            "%s is %s and cannot be stored as %s; convert it"
                .formatted(value, value.type(), to.type));
      }
    }
  }

  public Mapping {
    inputs = List.copyOf(inputs);
    results = List.copyOf(results);
    atMost("axes", extents.rank(), MOST_AXES);
    atMost("inputs", inputs.size(), MOST_INPUTS);
    atMost("results", results.size(), MOST_RESULTS);
    if (results.isEmpty()) {
      throw new IllegalArgumentException("A mapping without results");
    }
    checkAxes(extents, accesses(inputs, results).stream());
    checkDistinct(extents, results);
    for (Expression part : Parts.of(results.stream().map(Result::value).toList())) {
      checkLeaf(part, extents, inputs);
    }
  }

  /** One dense result from dense inputs of F32. */
  public static Mapping dense(Shape extents, int inputs, Expression value) {
    Access access = Access.dense(DType.F32, extents);
    return new Mapping(
        extents, Collections.nCopies(inputs, access), List.of(new Result(value, access)));
  }

  /** What is computed, in the order of the outputs. */
  public List<Expression> values() {
    return results.stream().map(Result::value).toList();
  }

  /** How every tensor is walked: the inputs, then the outputs. */
  public List<Access> accesses() {
    return accesses(inputs, results);
  }

  private static List<Access> accesses(List<Access> inputs, List<Result> results) {
    return Stream.concat(inputs.stream(), results.stream().map(Result::to)).toList();
  }

  static void checkDistinct(Shape extents, List<Result> results) {
    for (Result result : results) {
      if (!result.to.isDistinct(extents)) {
        throw new IllegalArgumentException(
            "A result over %s with the strides %s is stored twice in one place"
                .formatted(extents, result.to.strides));
      }
    }
  }

  static void checkAxes(Shape extents, Stream<Access> accesses) {
    accesses.forEach(
        access -> {
          if (access.strides.size() != extents.rank()) {
            throw new IllegalArgumentException(
                "A pass over %s has the strides %s, expected one for each axis"
                    .formatted(extents, access.strides));
          }
        });
  }

  static void atMost(String what, int count, int most) {
    if (count > most) {
      throw new IllegalArgumentException(
          "A pass over elements has %s %s, at most %s fit".formatted(count, what, most));
    }
  }

  private static void checkLeaf(Expression value, Shape extents, List<Access> inputs) {
    if (value instanceof Expression.Load load) {
      if (load.input() >= inputs.size() || inputs.get(load.input()).type != load.stored()) {
        throw new IllegalArgumentException(
            "A mapping loads input %s as %s, but its inputs are %s"
                .formatted(
                    load.input(), load.stored(), inputs.stream().map(Access::type).toList()));
      }
    } else if (value instanceof Expression.Index index && index.axis() >= extents.rank()) {
      throw new IllegalArgumentException(
          "A mapping over %s takes the index along axis %s".formatted(extents, index.axis()));
    }
  }
}
