package dev.trine.kernels;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.tensor.DType;
import java.util.List;
import java.util.function.Function;

/**
 * A call made of launches, one after the other. A call without scratch has them from the start; one
 * with scratch prepares them when that is attached. An op on empty tensors has none.
 */
final class LaunchCall implements Call {
  private final DeviceContext context;
  private final String op;
  private final long scratchElements;
  private final Function<View, List<BoundLaunch>> preparation;
  private List<BoundLaunch> launches;
  private boolean closed;

  LaunchCall(DeviceContext context, String op, List<BoundLaunch> launches) {
    this.context = context;
    this.op = op;
    this.scratchElements = 0;
    this.preparation = null;
    this.launches = launches;
  }

  /**
   * A call that needs scratch.
   *
   * @param preparation makes the launches, given the scratch
   */
  LaunchCall(
      DeviceContext context,
      String op,
      long scratchElements,
      Function<View, List<BoundLaunch>> preparation) {
    this.context = context;
    this.op = op;
    this.scratchElements = scratchElements;
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
          "A call of %s is used before its scratch of %s elements was attached"
              .formatted(op, scratchElements));
    }
    return launches;
  }

  @Override
  public long scratchElements() {
    return scratchElements;
  }

  @Override
  public void attachScratch(View scratch) {
    if (scratchElements == 0) {
      return;
    }
    if (launches != null) {
      throw new IllegalStateException("A call of " + op + " has its scratch already");
    }
    if (scratch.type() != DType.F32 || scratch.elements() < scratchElements) {
      throw new IllegalArgumentException(
          "A call of %s needs %s elements of F32 scratch, but was given %s of %s"
              .formatted(op, scratchElements, scratch.elements(), scratch.type()));
    }
    context.run(
        () -> {
          context.checkOwn(op, scratch);
          launches = preparation.apply(scratch);
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
