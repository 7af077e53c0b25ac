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
  private final List<LaunchCall> parts;
  private List<BoundLaunch> launches;
  private boolean closed;

  LaunchCall(DeviceContext context, String op, List<BoundLaunch> launches) {
    this.context = context;
    this.op = op;
    this.scratchBytes = 0;
    this.preparation = null;
    this.parts = List.of();
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
    this(context, op, scratchElements, preparation, List.of());
  }

  private LaunchCall(
      DeviceContext context,
      String op,
      long scratchElements,
      Function<View, List<BoundLaunch>> preparation,
      List<LaunchCall> parts) {
    this.context = context;
    this.op = op;
    this.scratchBytes = scratchElements * DType.F32.bytes();
    this.preparation = preparation;
    this.parts = parts;
  }

  /** This and then another, as one call of this op, which takes both over. */
  LaunchCall then(LaunchCall next) {
    List<LaunchCall> both = List.of(this, next);
    List<Long> scratch = both.stream().map(LaunchCall::scratchElements).toList();
    LaunchCall joined =
        new LaunchCall(
            context,
            op,
            ScratchParts.elements(scratch),
            view -> {
              List<View> views = ScratchParts.of(view, scratch);
              attachScratch(views.get(0));
              next.attachScratch(views.get(1));
              return together(both);
            },
            both);
    if (joined.scratchBytes == 0) {
      joined.launches = together(both);
    }
    return joined;
  }

  private static List<BoundLaunch> together(List<LaunchCall> calls) {
    return calls.stream().flatMap(call -> call.launches().stream()).toList();
  }

  private long scratchElements() {
    return scratchBytes / DType.F32.bytes();
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
    Shape shape = Shape.of(scratchElements());
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
          if (!closed && !parts.isEmpty()) {
            parts.forEach(LaunchCall::close);
          } else if (!closed && launches != null) {
            launches.forEach(bound -> bound.launch().close());
          }
          closed = true;
        });
  }
}
