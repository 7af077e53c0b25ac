package dev.trine.backend;

import dev.trine.tensor.DType;

/** A buffer without memory, for what only looks at sizes and places. */
public record FakeBuffer(DType type, long elements, String owner) implements Buffer {
  public static FakeBuffer f32(long elements) {
    return new FakeBuffer(DType.F32, elements, "test");
  }

  /** Two buffers are never the same. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public void close() {}
}
