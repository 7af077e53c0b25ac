package dev.trine.kernels;

import dev.trine.UnsupportedOpException;
import dev.trine.backend.Device;
import dev.trine.backend.Precision;
import dev.trine.backend.View;
import dev.trine.backend.internal.Confinement;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** An open device: what the op groups bind their calls to. Lets one thread at a time in. */
final class DeviceContext {
  /** Groups that keep one compute unit busy; more would only cost their start. */
  private static final int GROUPS_PER_UNIT = 32;

  /**
   * The fewest groups that share the work evenly between a CPU's cores, one of which may be busy.
   */
  private static final int GROUPS_PER_CORE = 4;

  /**
   * Rounds that a CPU's lanes make. It runs the lanes of a group one after the other, so that with
   * more rounds each of them walks over all of its caches; with fewer, what a lane does before its
   * first round weighs more.
   */
  private static final int ROUNDS_ON_CPU = 8;

  /** Kernels count a little past the ends of what they index by 32 bits. */
  private static final int MOST_ELEMENTS = Integer.MAX_VALUE - 256;

  private final DeviceRuntime runtime;
  private final Precision precision;
  private final Confinement confinement = new Confinement();
  private final Set<DeviceBuffer> openBuffers = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean closed;

  DeviceContext(DeviceRuntime runtime, Precision precision) {
    this.runtime = runtime;
    this.precision = precision;
  }

  DeviceRuntime runtime() {
    return runtime;
  }

  Precision precision() {
    return precision;
  }

  /** What a product takes the elements of an operand for. */
  OperandFormat format(View operand) {
    return OperandFormat.of(precision, operand.type());
  }

  Set<DeviceBuffer> openBuffers() {
    return openBuffers;
  }

  /** Does something as the one thread inside; the backend must be open. */
  <T> T get(Supplier<T> action) {
    confinement.enter();
    try {
      if (closed) {
        throw new IllegalStateException(runtime.device() + " is used after it was closed");
      }
      return action.get();
    } finally {
      confinement.exit();
    }
  }

  /** As {@link #get}, for what gives nothing back. */
  void run(Runnable action) {
    get(
        () -> {
          action.run();
          return null;
        });
  }

  /** Gives something back, which a closed backend has done already. */
  void release(Runnable action) {
    confinement.enter();
    try {
      if (!closed) {
        action.run();
      }
    } finally {
      confinement.exit();
    }
  }

  void close() {
    release(
        () -> {
          List.copyOf(openBuffers).forEach(DeviceBuffer::close);
          closed = true;
          runtime.close();
        });
  }

  /** Refuses views of another backend's buffers and of closed ones; null stands for no view. */
  void checkOwn(String op, View... views) {
    for (View view : views) {
      if (view == null) {
        continue;
      }
      if (!(view.buffer() instanceof DeviceBuffer buffer) || buffer.context() != this) {
        throw new IllegalArgumentException(
            "%s on %s takes no view of buffer '%s', which belongs to another backend"
                .formatted(op, runtime.device(), view.buffer().owner()));
      }
      buffer.checkOpen();
    }
  }

  /**
   * An extent as the 32-bit integer by which kernels index.
   *
   * @throws UnsupportedOpException if it is beyond that
   */
  int index(String op, long elements) {
    if (elements > MOST_ELEMENTS) {
      throw new UnsupportedOpException(
          "%s on %s takes at most %s elements of one operand, not %s; split the batch"
              .formatted(op, runtime.device(), MOST_ELEMENTS, elements));
    }
    return (int) elements;
  }

  /** As {@link #index}, of a stride, which may be negative. */
  int stride(String op, long elements) {
    return Long.signum(elements) * index(op, Math.abs(elements));
  }

  /** The groups of a launch whose lanes stride over {@code items}, of which a group takes some. */
  int groups(long items, int itemsPerGroup) {
    long most = (items + itemsPerGroup - 1) / itemsPerGroup;
    long enough = isCpu() ? Math.max(groupsAtOnce(), most / ROUNDS_ON_CPU) : groupsAtOnce();
    return (int) Math.max(1, Math.min(most, enough));
  }

  /** Up to so many groups, each makes a single round. */
  long groupsAtOnce() {
    return (long) (isCpu() ? GROUPS_PER_CORE : GROUPS_PER_UNIT) * units();
  }

  boolean isCpu() {
    return runtime.device().kind() == Device.Kind.CPU;
  }

  Limits limits() {
    return runtime.limits();
  }

  /** Multiprocessors or cores. */
  int units() {
    return limits().computeUnits();
  }

  /** Whether the device can run a kernel that needs so much local memory. */
  boolean runs(DeviceKernel kernel, int localBytes) {
    return (runtime.hasTensorCores() || !kernel.needsTensorCores())
        && kernel.lanes() <= limits().maxLanes()
        && localBytes <= limits().localBytes()
        && kernel.lanes() <= load(kernel).maxLanes();
  }

  BoundLaunch launch(DeviceKernel kernel, int groups, Arguments arguments) {
    Grid grid = Grid.of(groups, kernel.lanes());
    return new BoundLaunch(
        runtime.prepare(load(kernel), grid, arguments.list()), arguments.buffers());
  }

  /** How the elements of generated kernels are dealt out. */
  MapSchedule schedule() {
    return MapSchedule.of(runtime.device().kind());
  }

  /** A launch of a generated kernel over so many items. */
  BoundLaunch launch(KernelForm form, long items, int itemsPerGroup, Arguments arguments) {
    Grid grid = Grid.of(groups(items, itemsPerGroup), schedule().lanes());
    Kernel kernel = runtime.generate(form);
    return new BoundLaunch(runtime.prepare(kernel, grid, arguments.list()), arguments.buffers());
  }

  /** A call that needs no scratch. */
  LaunchCall call(String op, BoundLaunch... launches) {
    return new LaunchCall(this, op, List.of(launches));
  }

  /** What an op on empty tensors comes to. */
  LaunchCall nothing(String op) {
    return call(op);
  }

  private Kernel load(DeviceKernel kernel) {
    return runtime.kernel(kernel.module(), kernel.entry());
  }
}
