package dev.trine.reference;

import dev.trine.backend.Buffer;
import dev.trine.backend.View;
import java.util.function.Consumer;

/** A buffer of the reference. */
final class ReferenceBuffer implements Buffer {
  /** What memory holds before it is written: NaN as F32 and BF16, implausible as I32. */
  private static final int UNDEFINED = 0x7FF97FF9;

  private final ReferenceQueue queue;
  private final long bytes;
  private final String owner;
  private final Consumer<ReferenceBuffer> release;
  private Storage storage;

  ReferenceBuffer(
      ReferenceQueue queue, long bytes, String owner, Consumer<ReferenceBuffer> release) {
    this.queue = queue;
    this.bytes = bytes;
    this.owner = owner;
    this.release = release;
    this.storage = new Storage(bytes).filledWith(UNDEFINED);
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

  Storage storage() {
    requireOpen();
    return storage;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public String owner() {
    return owner;
  }

  @Override
  public void close() {
    if (storage != null) {
      storage = null;
      release.accept(this);
    }
  }

  private void requireOpen() {
    if (storage == null) {
      throw new IllegalStateException("Buffer '%s' was used after its close".formatted(owner));
    }
  }
}
