package dev.trine.cpu;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;

/** The scratch of a call, checked when it is attached and before it is used. */
final class ScratchOfCall {
  private final String op;
  private final CpuMemory memory;
  private final long bytes;
  private View view;
  private CpuBuffer buffer;

  ScratchOfCall(String op, CpuMemory memory, long bytes) {
    this.op = op;
    this.memory = memory;
    this.bytes = bytes;
  }

  /** What so many bytes take up of it, so that what follows is aligned. */
  static long aligned(long bytes) {
    return (bytes + Call.SCRATCH_ALIGNMENT - 1) & -Call.SCRATCH_ALIGNMENT;
  }

  long bytes() {
    return bytes;
  }

  void attach(View given) {
    if (given.bytes() < bytes || given.byteOffset() % Call.SCRATCH_ALIGNMENT != 0) {
      throw new IllegalArgumentException(
          "A call of %s needs %s bytes of scratch at a multiple of %s, but was given %s at %s"
              .formatted(op, bytes, Call.SCRATCH_ALIGNMENT, given.bytes(), given.byteOffset()));
    }
    buffer = CpuBuffer.of(given, memory);
    view = given;
  }

  /** Throws if it is not there. */
  void requireUsable() {
    if (buffer == null) {
      throw new IllegalStateException(
          "A call of %s is used before its scratch of %s bytes was attached".formatted(op, bytes));
    }
    buffer.requireOpen();
  }

  /** Where it begins, for native code. */
  long address() {
    return buffer.address() + view.byteOffset();
  }

  /** Some of it as F32. */
  Region floats(long byteOffset, long count) {
    long start = view.byteOffset() + byteOffset;
    return Region.of(new View(buffer, DType.F32, start, Shape.of(count)), memory);
  }
}
