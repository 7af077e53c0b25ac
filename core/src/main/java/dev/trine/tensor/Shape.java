package dev.trine.tensor;

import java.io.Serializable;
import java.util.Arrays;

/** The extents of a row-major tensor, outermost first. A scalar has no dimensions. Immutable. */
public final class Shape implements Serializable {
  private final long[] dimensions;

  private Shape(long[] dimensions) {
    this.dimensions = dimensions;
  }

  /**
   * A shape of the given extents.
   *
   * @throws IllegalArgumentException if an extent is negative or the element count overflows
   */
  public static Shape of(long... dimensions) {
    long elements = 1;
    for (long d : dimensions) {
      if (d < 0) {
        throw new IllegalArgumentException(
            "Shape " + Arrays.toString(dimensions) + " has the negative extent " + d);
      }
      try {
        elements = Math.multiplyExact(elements, d);
      } catch (ArithmeticException overflow) {
        throw new IllegalArgumentException(
            "Shape " + Arrays.toString(dimensions) + " has more than 2^63 elements", overflow);
      }
    }
    return new Shape(dimensions.clone());
  }

  /** The number of dimensions. */
  public int rank() {
    return dimensions.length;
  }

  /** The extent of a dimension; negative counts from the last, so that -1 is the innermost. */
  public long dimension(int index) {
    return dimensions[index < 0 ? dimensions.length + index : index];
  }

  /** The product of the extents; 1 for a scalar. */
  public long elements() {
    long product = 1;
    for (long d : dimensions) {
      product *= d;
    }
    return product;
  }

  /** The extents, outermost first; a copy. */
  public long[] dimensions() {
    return dimensions.clone();
  }

  /** The index along each dimension of an element given by its row-major number. */
  public long[] coordinates(long element) {
    long[] coordinates = new long[dimensions.length];
    for (int d = coordinates.length - 1; d >= 0; d--) {
      coordinates[d] = element % dimensions[d];
      element /= dimensions[d];
    }
    return coordinates;
  }

  /** This shape with one more dimension outside all others: a batch of such tensors. */
  public Shape batched(long count) {
    long[] extended = new long[dimensions.length + 1];
    extended[0] = count;
    System.arraycopy(dimensions, 0, extended, 1, dimensions.length);
    return of(extended);
  }

  /** This shape without its outermost dimension: the tensor of one example of a batch. */
  public Shape example() {
    if (dimensions.length == 0) {
      throw new IllegalArgumentException("A scalar has no outermost dimension to remove");
    }
    return new Shape(Arrays.copyOfRange(dimensions, 1, dimensions.length));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dimensions, shape.dimensions);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dimensions);
  }

  @Override
  public String toString() {
    return Arrays.toString(dimensions);
  }
}
