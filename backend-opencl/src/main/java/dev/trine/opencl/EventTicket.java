package dev.trine.opencl;

import dev.trine.TrineException;
import dev.trine.backend.Ticket;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.cl_command_queue;
import org.jocl.cl_event;

/**
 * The event at the end of what was enqueued; released when somebody has seen it done. While one
 * thread waits for it, another can have a queue wait.
 */
final class EventTicket implements Ticket {
  private final Transfers transfers;

  /** Held for reading by whoever needs the event, for writing by who releases it. */
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  /** Null when it is done. */
  private cl_event event;

  EventTicket(Transfers transfers, cl_event event) {
    this.transfers = transfers;
    this.event = event;
  }

  Transfers transfers() {
    return transfers;
  }

  @Override
  public void await() {
    TrineException fault = null;
    use.readLock().lock();
    try {
      if (event == null) {
        return;
      }
      CL.clWaitForEvents(1, new cl_event[] {event});
    } catch (CLException failure) {
      fault = Errors.translate(transfers.device(), "waiting for what was enqueued", failure);
    } finally {
      use.readLock().unlock();
    }
    release();
    if (fault != null) {
      throw fault;
    }
  }

  /** Has what is enqueued on a queue from here on wait for it. */
  void holdBack(cl_command_queue queue) {
    use.readLock().lock();
    try {
      if (event != null) {
        CL.clEnqueueBarrierWithWaitList(queue, 1, new cl_event[] {event}, null);
      }
    } catch (CLException failure) {
      throw Errors.translate(transfers.device(), "having a queue wait", failure);
    } finally {
      use.readLock().unlock();
    }
  }

  private void release() {
    use.writeLock().lock();
    try {
      if (event != null) {
        CL.clReleaseEvent(event);
        event = null;
      }
    } finally {
      use.writeLock().unlock();
    }
  }
}
