package dev.trine.dataset.augment;

import dev.trine.data.Field;
import dev.trine.tensor.Shape;

/** The pixels of a picture, [height, width] or [height, width, channels]. */
record Grid(int height, int width, int channels) {
  static Grid of(Shape shape) {
    int channels = shape.rank() == 2 ? 1 : (int) shape.dimension(2);
    return new Grid((int) shape.dimension(0), (int) shape.dimension(1), channels);
  }

  /** Checks that a field has pictures. */
  static void check(Augmentation augmentation, Field field) {
    int rank = field.type().shape().rank();
    if (rank != 2 && rank != 3) {
      throw new IllegalArgumentException(
          "%s changes pictures, and field '%s' is %s, expected [height, width] or [height, width, channels]; make the set with that shape"
              .formatted(augmentation, field.name(), field.type()));
    }
  }

  boolean has(int row, int column) {
    return row >= 0 && row < height && column >= 0 && column < width;
  }

  /** Where the channels of a pixel begin. */
  int at(int row, int column) {
    return (row * width + column) * channels;
  }

  /** A black picture of this size. */
  float[] black() {
    return new float[height * width * channels];
  }
}
