package dev.trine.onnx.export;

import dev.trine.nn.ParameterLayout;
import dev.trine.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Where the elements of a tensor lie among all parameters of a model: how ONNX lays out what a
 * layer has in another order. By it a tensor is gathered from the parameters, and they are set from
 * a tensor.
 *
 * @param at for each element, row-major, the number of a parameter's element in the model's layout
 */
public record Places(Shape shape, int[] at) {
  /** A tensor by itself as it is. */
  public static Places inOrder(Shape shape) {
    return new Places(shape, IntStream.range(0, Math.toIntExact(shape.elements())).toArray());
  }

  /** A parameter as it is. */
  static Places of(ParameterLayout layout, String parameter) {
    Shape shape = layout.parameter(parameter).shape();
    int offset = Math.toIntExact(layout.offset(parameter));
    int end = Math.toIntExact(offset + shape.elements());
    return new Places(shape, IntStream.range(offset, end).toArray());
  }

  /** The same elements in another shape. */
  public Places reshaped(long... extents) {
    return new Places(Shape.of(extents), at);
  }

  /** With its axes in another order: axis i is what axis {@code axes[i]} was. */
  public Places permuted(int... axes) {
    long[] extents = Arrays.stream(axes).mapToLong(shape::dimension).toArray();
    Shape turned = Shape.of(extents);
    long[] strides = new long[axes.length];
    for (int i = 0; i < axes.length; i++) {
      strides[i] =
          IntStream.range(axes[i] + 1, axes.length)
              .mapToLong(shape::dimension)
              .reduce(1, (a, b) -> a * b);
    }
    int[] places = new int[at.length];
    for (int i = 0; i < places.length; i++) {
      long rest = i;
      long from = 0;
      for (int axis = axes.length - 1; axis >= 0; axis--) {
        from += rest % extents[axis] * strides[axis];
        rest /= extents[axis];
      }
      places[i] = at[(int) from];
    }
    return new Places(turned, places);
  }

  /**
   * Its first axis cut into blocks of equal size, in another order.
   *
   * @param order for each block the number of that which it was
   */
  public Places blocks(int... order) {
    int size = at.length / order.length;
    int[] places = new int[at.length];
    for (int i = 0; i < order.length; i++) {
      System.arraycopy(at, order[i] * size, places, i * size, size);
    }
    return new Places(shape, places);
  }

  /** Its elements, and behind them those of another, as one vector. */
  Places then(Places other) {
    int[] places = Arrays.copyOf(at, at.length + other.at.length);
    System.arraycopy(other.at, 0, places, at.length, other.at.length);
    return new Places(Shape.of(places.length), places);
  }

  /** The tensor's elements, of all parameters. */
  public float[] gather(float[] parameters) {
    float[] values = new float[at.length];
    for (int i = 0; i < at.length; i++) {
      values[i] = parameters[at[i]];
    }
    return values;
  }

  /** Sets parameters to the tensor's elements. */
  void scatter(float[] values, float[] parameters) {
    for (int i = 0; i < at.length; i++) {
      parameters[at[i]] = values[i];
    }
  }
}
