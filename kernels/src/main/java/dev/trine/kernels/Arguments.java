package dev.trine.kernels;

import dev.trine.backend.View;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The arguments of a launch, in the order of the kernel's parameters. */
final class Arguments {
  private final List<LaunchArgument> list = new ArrayList<>();
  private final Set<DeviceBuffer> buffers = new LinkedHashSet<>();

  /** What an {@code IN}, {@code ALIASED_IN} or {@code OUT} parameter takes. */
  Arguments view(View view) {
    return view(view, 0);
  }

  /** As {@link #view(View)}, from an element of the view onwards. */
  Arguments view(View view, long start) {
    return memory(view, view.elementOffset() + start);
  }

  /** The same for a parameter of bytes, whatever the view's type. */
  Arguments bytes(View view) {
    return memory(view, view.byteOffset());
  }

  private Arguments memory(View view, long offset) {
    DeviceBuffer buffer = (DeviceBuffer) view.buffer();
    buffers.add(buffer);
    list.add(new LaunchArgument.Memory(buffer.memory(), offset));
    return this;
  }

  /**
   * As {@link #view}, for a parameter of F32 or I32; where there is none, the memory of another
   * view, of any type, that the kernel then leaves alone.
   */
  Arguments viewOr(View viewOrNull, View filler) {
    return viewOrNull == null
        ? memory(filler, filler.byteOffset() / DType.F32.bytes())
        : view(viewOrNull);
  }

  /** 32-bit integers. */
  Arguments ints(int... values) {
    for (int value : values) {
      list.add(new LaunchArgument.Int(value));
    }
    return this;
  }

  /** A flag. */
  Arguments flag(boolean value) {
    return ints(value ? 1 : 0);
  }

  /** 64-bit integers. */
  Arguments longs(long... values) {
    for (long value : values) {
      list.add(new LaunchArgument.Long(value));
    }
    return this;
  }

  /** Single-precision numbers, rounded from double. */
  Arguments floats(double... values) {
    for (double value : values) {
      list.add(new LaunchArgument.Float((float) value));
    }
    return this;
  }

  /** Those of another list behind these. */
  Arguments and(Arguments others) {
    list.addAll(others.list);
    buffers.addAll(others.buffers);
    return this;
  }

  List<LaunchArgument> list() {
    return list;
  }

  /** The buffers that the launch reads or writes. */
  Set<DeviceBuffer> buffers() {
    return buffers;
  }
}
