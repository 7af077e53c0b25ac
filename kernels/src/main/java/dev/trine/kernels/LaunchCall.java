package dev.trine.kernels;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.List;
import java.util.function.Function;

/**
 * A call made of launches, one after the other. A call without scratch has them from the start; one
 * with scratch prepares them when that is attached. An op on empty tensors has none.
 */
final class LaunchCall implements Call {
  private final DeviceContext context;
  private final String op;
  private final long scratchBytes;
  private final Function<View, List<BoundLaunch>> preparation;
  private List<BoundLaunch> launches;
  private boolean closed;

  LaunchCall(DeviceContext context, String op, List<BoundLaunch> launches) {
    this.context = context;
    this.op = op;
    this.scratchBytes = 0;
    this.preparation = null;
    this.launches = launches;
  }

  /**
   * A call that needs scratch.
   *
   * @param scratchElements of F32
   * @param preparation makes the launches, given the scratch
   */
  LaunchCall(
      DeviceContext context,
      String op,
      long scratchElements,
      Function<View, List<BoundLaunch>> preparation) {
    this.context = context;
    this.op = op;
    this.scratchBytes = scratchElements * DType.F32.bytes();
    this.preparation = preparation;
  }

  DeviceContext context() {
    return context;
  }

  /** What is to be launched, now that everything is attached. */
  List<BoundLaunch> launches() {
    if (closed) {
      throw new IllegalStateException("A call of " + op + " is used after it was closed");
    }
    if (launches == null) {
      throw new IllegalStateException(
          "A call of %s is used before its scratch of %s bytes was attached"
              .formatted(op, scratchBytes));
    }
    return launches;
  }

  @Override
  public long scratchBytes() {
    return scratchBytes;
  }

  @Override
  public void attachScratch(View scratch) {
    if (scratchBytes == 0) {
      return;
    }
    if (launches != null) {
      throw new IllegalStateException("A call of " + op + " has its scratch already");
    }
    if (scratch.bytes() < scratchBytes || scratch.byteOffset() % SCRATCH_ALIGNMENT != 0) {
      throw new IllegalArgumentException(
          "A call of %s needs %s bytes of scratch at a multiple of %s, but was given %s at %s"
              .formatted(
                  op, scratchBytes, SCRATCH_ALIGNMENT, scratch.bytes(), scratch.byteOffset()));
    }
    Shape shape = Shape.of(scratchBytes / DType.F32.bytes());
    View floats = scratch.buffer().view(DType.F32, scratch.byteOffset(), shape);
    context.run(
        () -> {
          context.checkOwn(op, scratch);
          launches = preparation.apply(floats);
        });
  }

  @Override
  public void enqueue() {
    context.run(
        () -> {
          for (BoundLaunch bound : launches()) {
            bound.buffers().forEach(DeviceBuffer::checkOpen);
            bound.launch().enqueue();
          }
        });
  }

  @Override
  public void close() {
    context.release(
        () -> {
          if (!closed && launches != null) {
            launches.forEach(bound -> bound.launch().close());
          }
          closed = true;
        });
  }
}
