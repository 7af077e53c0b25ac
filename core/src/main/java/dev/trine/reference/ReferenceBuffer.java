package dev.trine.reference;

import dev.trine.backend.Buffer;
import dev.trine.backend.View;
import dev.trine.tensor.DType;
import java.util.Arrays;
import java.util.function.Consumer;

/** A tensor's memory: an array of doubles for F32, of ints for I32. */
final class ReferenceBuffer implements Buffer {
  /** What a Java array holds on every JVM. */
  static final long MAX_ELEMENTS = Integer.MAX_VALUE - 8;

  /** What I32 memory holds before it is written: no plausible label, step or flag. */
  private static final int UNDEFINED = 0xBAD0BAD0;

  private final ReferenceQueue queue;
  private final DType type;
  private final int elements;
  private final String owner;
  private final Consumer<ReferenceBuffer> release;
  private double[] floats;
  private int[] ints;
  private boolean closed;

  ReferenceBuffer(
      ReferenceQueue queue,
      DType type,
      int elements,
      String owner,
      Consumer<ReferenceBuffer> release) {
    this.queue = queue;
    this.type = type;
    this.elements = elements;
    this.owner = owner;
    this.release = release;
    switch (type) {
      case F32 -> {
        floats = new double[elements];
        Arrays.fill(floats, Double.NaN);
      }
      case I32 -> {
        ints = new int[elements];
        Arrays.fill(ints, UNDEFINED);
      }
    }
  }

  static ReferenceBuffer of(View view) {
    if (view.buffer() instanceof ReferenceBuffer buffer) {
      return buffer;
    }
    throw new IllegalArgumentException(
        "Buffer '%s' belongs to another backend than the reference"
            .formatted(view.buffer().owner()));
  }

  void requireOpenOn(ReferenceQueue expected) {
    requireOpen();
    if (queue != expected) {
      throw new IllegalArgumentException(
          "Buffer '%s' belongs to another reference backend".formatted(owner));
    }
  }

  double[] floats() {
    requireOpen();
    return floats;
  }

  int[] ints() {
    requireOpen();
    return ints;
  }

  @Override
  public DType type() {
    return type;
  }

  @Override
  public long elements() {
    return elements;
  }

  @Override
  public String owner() {
    return owner;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      floats = null;
      ints = null;
      release.accept(this);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("Buffer '%s' was used after its close".formatted(owner));
    }
  }
}
