package dev.trine.backend;

import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;

/**
 * A dense row-major tensor inside a buffer.
 *
 * @param offset of the first element, in elements
 */
public record View(Buffer buffer, long offset, Shape shape) {
  public View {
    if (offset < 0 || offset > buffer.elements() - shape.elements()) {
      throw new IllegalArgumentException(
          "A view of shape %s at offset %s does not fit the %s elements of buffer '%s'"
              .formatted(shape, offset, buffer.elements(), buffer.owner()));
    }
  }

  public DType type() {
    return buffer.type();
  }

  public long elements() {
    return shape.elements();
  }

  /** The same elements under another shape of as many elements. */
  public View reshape(Shape other) {
    if (other.elements() != shape.elements()) {
      throw new IllegalArgumentException(
          "Cannot view %s as %s: %s elements are not %s"
              .formatted(shape, other, shape.elements(), other.elements()));
    }
    return new View(buffer, offset, other);
  }

  /** The examples {@code from} (inclusive) to {@code to} (exclusive) along the outermost axis. */
  public View slice(long from, long to) {
    long[] dimensions = shape.dimensions();
    if (dimensions.length == 0 || from < 0 || to < from || to > dimensions[0]) {
      throw new IllegalArgumentException("Cannot slice %s to [%s, %s)".formatted(shape, from, to));
    }
    long inner = shape.example().elements();
    dimensions[0] = to - from;
    return new View(buffer, offset + from * inner, Shape.of(dimensions));
  }

  /** Whether this view and another share an element. */
  public boolean overlaps(View other) {
    return buffer == other.buffer
        && elements() > 0
        && other.elements() > 0
        && offset < other.offset + other.elements()
        && other.offset < offset + elements();
  }
}
