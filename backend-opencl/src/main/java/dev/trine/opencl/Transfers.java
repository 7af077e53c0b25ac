package dev.trine.opencl;

import static org.jocl.CL.clEnqueueReadBuffer;
import static org.jocl.CL.clEnqueueWriteBuffer;

import dev.trine.backend.Device;
import dev.trine.backend.Ticket;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.cl_command_queue;
import org.jocl.cl_event;

/**
 * Copies between host and device, and the tickets of those that may still be under way. While one
 * is, JOCL keeps a thread that waits for it. A device on the host's own cores would gain little by
 * copies beside its work, and Oclgrind takes calls of one thread only: there they are blocking.
 */
final class Transfers {
  /** Tickets that nobody waits for are given back, oldest first, beyond this number. */
  private static final int MOST_PENDING = 16;

  private final Device device;
  private final boolean blocking;
  private final cl_command_queue queue;
  private final Queue<EventTicket> pending = new ArrayDeque<>();

  Transfers(OpenClDevice target, cl_command_queue queue) {
    this.device = target.device();
    this.blocking = target.onHost();
    this.queue = queue;
  }

  Ticket upload(OpenClHostBuffer from, OpenClMemory to, long offset, long bytes) {
    return transfer(
        "uploading",
        from,
        bytes,
        (chunk, at, count, event) ->
            clEnqueueWriteBuffer(
                queue, to.object(), blocking, offset + at, count, chunk.pointer(), 0, null, event));
  }

  Ticket download(OpenClMemory from, long offset, OpenClHostBuffer to, long bytes) {
    return transfer(
        "downloading",
        to,
        bytes,
        (chunk, at, count, event) ->
            clEnqueueReadBuffer(
                queue,
                from.object(),
                blocking,
                offset + at,
                count,
                chunk.pointer(),
                0,
                null,
                event));
  }

  /** Waits for all that was enqueued. */
  void finish() {
    try {
      CL.clFinish(queue);
    } catch (CLException failure) {
      throw Errors.translate(device, "waiting for its queue", failure);
    }
    for (EventTicket ticket; (ticket = pending.poll()) != null; ) {
      ticket.await();
    }
  }

  /**
   * One piece of a transfer: {@code count} bytes that start {@code at} bytes into the whole. The
   * event is null where nobody will wait for it.
   */
  @FunctionalInterface
  private interface Piece {
    void enqueue(HostChunk chunk, long at, long count, cl_event event);
  }

  private Ticket transfer(String doing, OpenClHostBuffer host, long bytes, Piece piece) {
    host.checkOpen("Host buffer");
    Ticket last = Ticket.DONE;
    try {
      long at = 0;
      for (int i = 0; at < bytes; i++) {
        HostChunk chunk = host.chunk(i);
        long count = Math.min(bytes - at, chunk.bytes().capacity());
        if (blocking) {
          piece.enqueue(chunk, at, count, null);
        } else {
          cl_event event = new cl_event();
          piece.enqueue(chunk, at, count, event);
          EventTicket ticket = new EventTicket(device, event);
          pending.add(ticket);
          last = ticket;
        }
        at += count;
      }
      CL.clFlush(queue);
    } catch (CLException failure) {
      throw Errors.translate(device, doing + " %s bytes".formatted(bytes), failure);
    }
    while (pending.size() > MOST_PENDING) {
      pending.remove().await();
    }
    return last;
  }
}
