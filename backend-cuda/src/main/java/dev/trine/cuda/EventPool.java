package dev.trine.cuda;

import static jcuda.driver.CUevent_flags.CU_EVENT_DISABLE_TIMING;
import static jcuda.driver.CUresult.CUDA_SUCCESS;

import java.util.ArrayDeque;
import java.util.Deque;
import jcuda.driver.CUevent;
import jcuda.driver.JCudaDriver;

/** Events, used again and again on any stream. Tickets give theirs back from any thread. */
final class EventPool implements AutoCloseable {
  private final CudaContext context;
  private final Deque<CUevent> free = new ArrayDeque<>();

  EventPool(CudaContext context) {
    this.context = context;
  }

  CudaContext context() {
    return context;
  }

  /** An event that all work enqueued on a stream so far comes before. */
  synchronized CUevent mark(CudaStream stream) {
    CUevent event = free.poll();
    if (event == null) {
      event = new CUevent();
      int code = JCudaDriver.cuEventCreate(event, CU_EVENT_DISABLE_TIMING);
      context.check(code, "creating an event");
    }
    int code = JCudaDriver.cuEventRecord(event, stream.handle());
    if (code != CUDA_SUCCESS) {
      free.push(event);
      throw context.failure(code, "marking the end of what was enqueued");
    }
    return event;
  }

  synchronized void giveBack(CUevent event) {
    free.push(event);
  }

  @Override
  public synchronized void close() {
    free.forEach(JCudaDriver::cuEventDestroy);
    free.clear();
  }
}
