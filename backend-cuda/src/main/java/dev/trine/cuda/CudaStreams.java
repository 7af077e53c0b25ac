package dev.trine.cuda;

import dev.trine.backend.internal.Resources;

/** The context of a runtime and its two queues: of work in order, and of uploads beside that. */
final class CudaStreams implements AutoCloseable {
  private final Resources resources = new Resources();
  private final CudaContext context;
  private final CudaStream work;
  private final CudaStream beside;

  CudaStreams(CudaDevice target) {
    try {
      context = resources.add(CudaContext.open(target));
      work = resources.add(new CudaStream(context));
      beside = resources.add(new CudaStream(context));
    } catch (RuntimeException | Error failure) {
      resources.closeAfter(failure);
      throw failure;
    }
  }

  CudaContext context() {
    return context;
  }

  CudaStream work() {
    return work;
  }

  CudaStream beside() {
    return beside;
  }

  /** Waits for all that was enqueued on either; reports faults of it. */
  void synchronize() {
    work.synchronize();
    beside.synchronize();
  }

  /** As {@link #synchronize}, before giving something back; faults are reported elsewhere. */
  void settle() {
    work.settle();
    beside.settle();
  }

  @Override
  public void close() {
    resources.close();
  }
}
