package dev.trine.backend;

import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;

/**
 * A dense row-major tensor inside a buffer.
 *
 * @param byteOffset of the first element; a multiple of the element's size
 */
public record View(Buffer buffer, DType type, long byteOffset, Shape shape) {
  public View {
    if (byteOffset % type.bytes() != 0) {
      throw new IllegalArgumentException(
          "A view of %s at byte %s of buffer '%s', expected a multiple of the %s bytes of an element"
              .formatted(type, byteOffset, buffer.owner(), type.bytes()));
    }
    boolean begins = byteOffset >= 0 && byteOffset <= buffer.bytes();
    if (!begins || shape.elements() > (buffer.bytes() - byteOffset) / type.bytes()) {
      throw new IllegalArgumentException(
          "A view of %s%s at byte %s does not fit the %s bytes of buffer '%s'"
              .formatted(type, shape, byteOffset, buffer.bytes(), buffer.owner()));
    }
  }

  public long elements() {
    return shape.elements();
  }

  public long bytes() {
    return elements() * type.bytes();
  }

  /** Where it begins in its buffer, counted in elements of its type. */
  public long elementOffset() {
    return byteOffset / type.bytes();
  }

  /** The same elements under another shape of as many elements. */
  public View reshape(Shape other) {
    if (other.elements() != shape.elements()) {
      throw new IllegalArgumentException(
          "Cannot view %s as %s: %s elements are not %s"
              .formatted(shape, other, shape.elements(), other.elements()));
    }
    return new View(buffer, type, byteOffset, other);
  }

  /** The examples {@code from} (inclusive) to {@code to} (exclusive) along the outermost axis. */
  public View slice(long from, long to) {
    long[] dimensions = shape.dimensions();
    if (dimensions.length == 0 || from < 0 || to < from || to > dimensions[0]) {
      throw new IllegalArgumentException("Cannot slice %s to [%s, %s)".formatted(shape, from, to));
    }
    dimensions[0] = to - from;
    return part(from * shape.example().elements(), Shape.of(dimensions));
  }

  /** The tensor that a run of these elements makes, from the row-major number {@code first} on. */
  public View part(long first, Shape other) {
    if (first < 0 || first > elements() - other.elements()) {
      throw new IllegalArgumentException(
          "A part of shape %s from element %s on does not fit the %s elements of a view of '%s'"
              .formatted(other, first, elements(), buffer.owner()));
    }
    return new View(buffer, type, byteOffset + first * type.bytes(), other);
  }

  /** Whether this view and another, of whatever type, share a byte. */
  public boolean overlaps(View other) {
    return buffer == other.buffer
        && elements() > 0
        && other.elements() > 0
        && byteOffset < other.byteOffset + other.bytes()
        && other.byteOffset < byteOffset + bytes();
  }
}
