package dev.trine.kernels;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Parts of a call's scratch one behind the other, each of which begins as aligned as a buffer. */
final class ScratchParts {
  private static final int ALIGNMENT = Call.SCRATCH_ALIGNMENT / DType.F32.bytes();

  private ScratchParts() {}

  /** How many elements parts of so many take together. */
  static long elements(List<Long> parts) {
    return parts.stream().mapToLong(ScratchParts::aligned).sum();
  }

  /** The parts of a scratch. */
  static List<View> of(View scratch, List<Long> parts) {
    List<View> views = new ArrayList<>();
    long offset = 0;
    for (long elements : parts) {
      views.add(scratch.part(offset, Shape.of(elements)));
      offset += aligned(elements);
    }
    return views;
  }

  private static long aligned(long elements) {
    return (elements + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
