package dev.trine.cuda;

import static jcuda.driver.CUstream_flags.CU_STREAM_NON_BLOCKING;

import jcuda.driver.CUevent;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;

/** A queue of work in a context. */
final class CudaStream implements AutoCloseable {
  private final CudaContext context;
  private final CUstream stream = new CUstream();

  CudaStream(CudaContext context) {
    this.context = context;
    context.enter();
    // Non-blocking: else it would wait for whatever others do on the default stream.
    context.check(JCudaDriver.cuStreamCreate(stream, CU_STREAM_NON_BLOCKING), "opening it");
  }

  CudaContext context() {
    return context;
  }

  CUstream handle() {
    return stream;
  }

  /** Has what is enqueued from here on wait for what an event was recorded behind. */
  void waitFor(CUevent event) {
    context.check(JCudaDriver.cuStreamWaitEvent(stream, event, 0), "having a queue wait");
  }

  /** Waits for all that was enqueued; reports faults of it. */
  void synchronize() {
    context.enter();
    context.check(JCudaDriver.cuStreamSynchronize(stream), "waiting for its queue");
  }

  /** As {@link #synchronize}, before giving something back; faults are reported elsewhere. */
  void settle() {
    context.enterUnchecked();
    JCudaDriver.cuStreamSynchronize(stream);
  }

  @Override
  public void close() {
    context.enterUnchecked();
    JCudaDriver.cuStreamDestroy(stream);
  }
}
