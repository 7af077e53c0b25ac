package dev.trine.cuda;

import dev.trine.backend.Ticket;
import jcuda.driver.CUevent;
import jcuda.driver.JCudaDriver;

/** The event at the end of a transfer; given back when somebody has seen it done. */
final class EventTicket implements Ticket {
  private final CudaStream stream;
  private final EventPool pool;
  private CUevent event;

  EventTicket(CudaStream stream, EventPool pool) {
    this.stream = stream;
    this.pool = pool;
    this.event = pool.mark();
  }

  @Override
  public synchronized void await() {
    if (event == null) {
      return;
    }
    stream.enter();
    int code = JCudaDriver.cuEventSynchronize(event);
    pool.giveBack(event);
    event = null;
    stream.check(code, "waiting for a transfer");
  }

  /** As {@link #await} for work that is known to be done, or never will be. */
  synchronized void release() {
    if (event != null) {
      pool.giveBack(event);
      event = null;
    }
  }
}
