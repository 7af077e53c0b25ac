package dev.trine.backend;

import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;

/**
 * A piece of device memory: bytes, which {@linkplain View views} give types to. Its content is
 * undefined until something is written to it.
 */
public interface Buffer extends AutoCloseable {
  long bytes();

  /** Who asked for it, for {@link MemoryStats} and for messages. */
  String owner();

  /** Gives the memory back once the work enqueued on it is done; closing twice is harmless. */
  @Override
  void close();

  /** A tensor that lies here. */
  default View view(DType type, long byteOffset, Shape shape) {
    return new View(this, type, byteOffset, shape);
  }
}
