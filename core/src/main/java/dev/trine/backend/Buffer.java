package dev.trine.backend;

import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;

/** A flat piece of device memory. Its content is undefined until something is written to it. */
public interface Buffer extends AutoCloseable {
  DType type();

  long elements();

  /** Who asked for it, for {@link MemoryStats} and for messages. */
  String owner();

  /** Gives the memory back once the work enqueued on it is done; closing twice is harmless. */
  @Override
  void close();

  /** The whole buffer as a vector. */
  default View view() {
    return view(0, Shape.of(elements()));
  }

  /** A part of this buffer that starts {@code offset} elements in. */
  default View view(long offset, Shape shape) {
    return new View(this, offset, shape);
  }
}
