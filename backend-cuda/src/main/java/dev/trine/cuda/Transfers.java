package dev.trine.cuda;

import static jcuda.driver.CUresult.CUDA_SUCCESS;

import dev.trine.backend.Ticket;
import dev.trine.backend.internal.Contract;
import java.util.ArrayDeque;
import java.util.Queue;
import jcuda.driver.JCudaDriver;

/** Copies between host and device, and the tickets of what may still be under way. */
final class Transfers implements AutoCloseable {
  /** Tickets that nobody waits for are given back, oldest first, beyond this number. */
  private static final int MOST_PENDING = 256;

  private final CudaStreams streams;
  private final CudaContext context;
  private final EventPool events;
  private final Queue<EventTicket> pending = new ArrayDeque<>();

  Transfers(CudaStreams streams) {
    this.streams = streams;
    this.context = streams.context();
    this.events = new EventPool(context);
  }

  Ticket upload(CudaHostBuffer from, CudaMemory to, long offset, long bytes) {
    return upload(from, to, offset, bytes, streams.work());
  }

  Ticket uploadBeside(CudaHostBuffer from, CudaMemory to, long offset, long bytes, Ticket after) {
    holdBack("upload", streams.beside(), after);
    return upload(from, to, offset, bytes, streams.beside());
  }

  Ticket download(CudaMemory from, long offset, CudaHostBuffer to, long bytes) {
    CudaStream stream = streams.work();
    return transfer(
        "downloading",
        to,
        bytes,
        stream,
        (chunk, at, count) ->
            JCudaDriver.cuMemcpyDtoHAsync(
                chunk.pointer(), from.at(offset + at), count, stream.handle()));
  }

  Ticket mark() {
    return ticket(streams.work());
  }

  void await(Ticket ticket) {
    holdBack("await", streams.work(), ticket);
  }

  /** Waits for all that was enqueued. */
  void finish() {
    streams.synchronize();
    releaseTickets();
  }

  @Override
  public void close() {
    releaseTickets();
    events.close();
  }

  private void releaseTickets() {
    pending.forEach(EventTicket::release);
    pending.clear();
  }

  private void holdBack(String op, CudaStream stream, Ticket ticket) {
    boolean own = ticket instanceof EventTicket event && event.pool() == events;
    Contract.ticket(op, context.device(), ticket, own);
    if (own) {
      ((EventTicket) ticket).holdBack(stream);
    }
  }

  private Ticket upload(
      CudaHostBuffer from, CudaMemory to, long offset, long bytes, CudaStream stream) {
    return transfer(
        "uploading",
        from,
        bytes,
        stream,
        (chunk, at, count) ->
            JCudaDriver.cuMemcpyHtoDAsync(
                to.at(offset + at), chunk.pointer(), count, stream.handle()));
  }

  /** One piece of a transfer: {@code count} bytes that start {@code at} bytes into the whole. */
  @FunctionalInterface
  private interface Piece {
    int enqueue(HostChunk chunk, long at, long count);
  }

  private Ticket transfer(
      String doing, CudaHostBuffer host, long bytes, CudaStream stream, Piece piece) {
    host.checkOpen("Host buffer");
    long at = 0;
    for (int i = 0; at < bytes; i++) {
      HostChunk chunk = host.chunk(i);
      long count = Math.min(bytes - at, chunk.bytes().capacity());
      int code = piece.enqueue(chunk, at, count);
      if (code != CUDA_SUCCESS) {
        throw context.failure(code, "%s %s bytes".formatted(doing, bytes));
      }
      at += count;
    }
    return ticket(stream);
  }

  private Ticket ticket(CudaStream stream) {
    EventTicket ticket = new EventTicket(events, stream);
    pending.add(ticket);
    while (pending.size() > MOST_PENDING) {
      pending.remove().await();
    }
    return ticket;
  }
}
