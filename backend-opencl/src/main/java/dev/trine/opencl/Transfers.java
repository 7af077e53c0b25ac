package dev.trine.opencl;

import static org.jocl.CL.clEnqueueReadBuffer;
import static org.jocl.CL.clEnqueueWriteBuffer;

import dev.trine.backend.Device;
import dev.trine.backend.Ticket;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.internal.Resources;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.cl_command_queue;
import org.jocl.cl_event;

/**
 * Copies between host and device, and the tickets of what may still be under way. While a copy is,
 * JOCL keeps a thread that waits for it. A device on the host's own cores would gain little by
 * copies beside its work, and Oclgrind takes calls of one thread only: there they are blocking. An
 * upload beside the work then blocks until its turn has come, and no longer: the work behind that
 * goes on.
 */
final class Transfers {
  /** Copies that may be under way. */
  private static final int MOST_COPIES = 16;

  /** Marks, which keep no thread. */
  private static final int MOST_MARKS = 256;

  private final Device device;
  private final boolean blocking;
  private final Queues queues;
  private final PendingTickets copies = new PendingTickets(MOST_COPIES);
  private final PendingTickets marks = new PendingTickets(MOST_MARKS);

  Transfers(OpenClDevice target, Queues queues) {
    this.device = target.device();
    this.blocking = target.onHost();
    this.queues = queues;
  }

  Device device() {
    return device;
  }

  Ticket upload(OpenClHostBuffer from, OpenClMemory to, long offset, long bytes) {
    return upload(from, to, offset, bytes, queues.work());
  }

  Ticket uploadBeside(
      OpenClHostBuffer from, OpenClMemory to, long offset, long bytes, Ticket after) {
    holdBack("upload", queues.beside(), after);
    return upload(from, to, offset, bytes, queues.beside());
  }

  Ticket download(OpenClMemory from, long offset, OpenClHostBuffer to, long bytes) {
    cl_command_queue queue = queues.work();
    return transfer(
        "downloading",
        to,
        bytes,
        queue,
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

  Ticket mark() {
    cl_event event = new cl_event();
    try {
      CL.clEnqueueMarkerWithWaitList(queues.work(), 0, null, event);
      // Or another queue may wait for it forever.
      CL.clFlush(queues.work());
    } catch (CLException failure) {
      throw Errors.translate(device, "marking the end of what was enqueued", failure);
    }
    return marks.add(new EventTicket(this, event));
  }

  void await(Ticket ticket) {
    holdBack("await", queues.work(), ticket);
  }

  /** Waits for all that was enqueued. */
  void finish() {
    try (Resources all = new Resources()) {
      all.add(marks::finish);
      all.add(copies::finish);
      all.add(queues::finish);
    }
  }

  private void holdBack(String op, cl_command_queue queue, Ticket ticket) {
    boolean own = ticket instanceof EventTicket event && event.transfers() == this;
    Contract.ticket(op, device, ticket, own);
    if (own) {
      ((EventTicket) ticket).holdBack(queue);
    }
  }

  private Ticket upload(
      OpenClHostBuffer from, OpenClMemory to, long offset, long bytes, cl_command_queue queue) {
    return transfer(
        "uploading",
        from,
        bytes,
        queue,
        (chunk, at, count, event) ->
            clEnqueueWriteBuffer(
                queue, to.object(), blocking, offset + at, count, chunk.pointer(), 0, null, event));
  }

  /**
   * One piece of a transfer: {@code count} bytes that start {@code at} bytes into the whole. The
   * event is null where nobody will wait for it.
   */
  @FunctionalInterface
  private interface Piece {
    void enqueue(HostChunk chunk, long at, long count, cl_event event);
  }

  private Ticket transfer(
      String doing, OpenClHostBuffer host, long bytes, cl_command_queue queue, Piece piece) {
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
          // What came before it must have been handed to the device when it is waited for.
          CL.clFlush(queue);
          last = copies.add(new EventTicket(this, event));
        }
        at += count;
      }
    } catch (CLException failure) {
      throw Errors.translate(device, doing + " %s bytes".formatted(bytes), failure);
    }
    return last;
  }
}
