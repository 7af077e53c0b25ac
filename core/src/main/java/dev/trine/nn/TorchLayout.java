package dev.trine.nn;

import dev.trine.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How PyTorch lays out what is a parameter here: the same axes in another order, so that a weight
 * [height, width, channels, filters] is one [filters, channels, height, width] there.
 *
 * @param parts the parameter's elements by axes, [sizes…, in, out]
 * @param axes for each of these the number of that axis there
 * @param shape of the tensor there
 * @param start the first of its elements there, of a tensor that has others before it
 */
record TorchLayout(Shape parts, int[] axes, Shape shape, long start) {
  /** What the dense layers of attention give together there, in widths: queries, keys, values. */
  private static final int FUSED = 3;

  /**
   * The layouts that a parameter may have: by itself, and where there is such, as a part of what
   * attention has in one piece ({@code in_proj_weight}).
   */
  static List<TorchLayout> of(Owner owner, Parameter parameter) {
    Shape parts = parameter.shape();
    int[] axes =
        isOutputFirst(owner.layer(), parameter.name())
            ? outputFirst(parts.rank())
            : IntStream.range(0, parts.rank()).toArray();
    TorchLayout alone = new TorchLayout(parts, axes, there(parts, axes), 0);
    if (owner.around() instanceof Attention) {
      String path = parameter.name();
      String part = path.substring(0, path.lastIndexOf('/'));
      if (part.endsWith("/" + Attention.QUERIES)) {
        return List.of(alone, alone.behind(0, 1));
      }
      if (part.endsWith("/" + Attention.MEMORY)) {
        return List.of(alone, alone.behind(1, 2));
      }
    }
    return List.of(alone);
  }

  /**
   * As a part of what attention has in one piece.
   *
   * @param before widths before it
   * @param widths of it
   */
  private TorchLayout behind(int before, int widths) {
    long[] extents = shape.dimensions();
    long width = extents[0] / widths;
    extents[0] = FUSED * width;
    return new TorchLayout(parts, axes, Shape.of(extents), before * shape.elements() / widths);
  }

  /**
   * Weights by which a layer multiplies; norms, biases and embeddings are there as they are here.
   */
  private static boolean isOutputFirst(Layer owner, String parameter) {
    boolean isProduct =
        owner instanceof Dense
            || owner instanceof Lateral
            || owner instanceof RecurrentLayer
            || owner instanceof Convolution1d
            || owner instanceof Convolution2d
            || owner instanceof TransposedConvolution2d;
    return isProduct && parameter.endsWith("weight");
  }

  /**
   * The layout of a dense layer's weight behind a flatten: here it takes rows of pixels, there
   * channels of rows.
   *
   * @param flattened what was flattened here: [height, width, channels], or [time, channels]
   * @throws IllegalArgumentException if it takes another number of values
   */
  static TorchLayout behind(Shape flattened, Layer owner, Parameter weight) {
    boolean fits =
        owner instanceof Dense
            && weight.shape().rank() == 2
            && weight.shape().dimension(0) == flattened.elements();
    if (!fits) {
      throw new IllegalArgumentException(
          "Parameter '%s' of shape %s is no weight of a dense layer that takes a flattened %s of %s values"
              .formatted(weight.name(), weight.shape(), flattened, flattened.elements()));
    }
    long units = weight.shape().dimension(1);
    long[] extents = Arrays.copyOf(flattened.dimensions(), flattened.rank() + 1);
    extents[flattened.rank()] = units;
    return new TorchLayout(
        Shape.of(extents), outputFirst(extents.length), Shape.of(units, flattened.elements()), 0);
  }

  /** [sizes…, in, out] as [out, in, sizes…]. */
  private static int[] outputFirst(int rank) {
    return IntStream.range(0, rank).map(i -> i < rank - 2 ? i + 2 : rank - 1 - i).toArray();
  }

  private static Shape there(Shape parts, int[] axes) {
    long[] extents = new long[axes.length];
    for (int i = 0; i < axes.length; i++) {
      extents[axes[i]] = parts.dimension(i);
    }
    return Shape.of(extents);
  }

  /** The parameter's values, of a tensor that is laid out like this. */
  float[] here(float[] values) {
    int rank = axes.length;
    Shape there = there(parts, axes);
    long[] strides = new long[rank];
    long stride = 1;
    for (int axis = rank - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= there.dimension(axis);
    }
    float[] here = new float[Math.toIntExact(parts.elements())];
    long[] index = new long[rank];
    long at = start;
    for (int i = 0; i < here.length; i++) {
      here[i] = values[(int) at];
      // On to the next element here, as an odometer goes.
      for (int axis = rank - 1; axis >= 0; axis--) {
        at += strides[axes[axis]];
        if (++index[axis] < parts.dimension(axis)) {
          break;
        }
        at -= index[axis] * strides[axes[axis]];
        index[axis] = 0;
      }
    }
    return here;
  }
}
