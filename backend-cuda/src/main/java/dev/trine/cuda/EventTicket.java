package dev.trine.cuda;

import dev.trine.backend.Ticket;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import jcuda.driver.CUevent;
import jcuda.driver.JCudaDriver;

/**
 * An event behind what was enqueued on a stream; given back when somebody has seen it done. While
 * one thread waits for it, another can have a stream wait.
 */
final class EventTicket implements Ticket {
  private final EventPool pool;
  private final CudaStream stream;

  /** Held for reading by whoever needs the event, for writing by who gives it back. */
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  /** Null when it is done. */
  private CUevent event;

  EventTicket(EventPool pool, CudaStream stream) {
    this.pool = pool;
    this.stream = stream;
    this.event = pool.mark(stream);
  }

  EventPool pool() {
    return pool;
  }

  @Override
  public void await() {
    int code;
    use.readLock().lock();
    try {
      if (event == null) {
        return;
      }
      pool.context().enter();
      code = JCudaDriver.cuEventSynchronize(event);
    } finally {
      use.readLock().unlock();
    }
    release();
    pool.context().check(code, "waiting for what was enqueued");
  }

  /** Has what is enqueued on another stream from here on wait for it. */
  void holdBack(CudaStream other) {
    use.readLock().lock();
    try {
      if (event != null && other != stream) {
        other.waitFor(event);
      }
    } finally {
      use.readLock().unlock();
    }
  }

  /** As {@link #await} for work that is known to be done, or never will be. */
  void release() {
    use.writeLock().lock();
    try {
      if (event != null) {
        pool.giveBack(event);
        event = null;
      }
    } finally {
      use.writeLock().unlock();
    }
  }
}
