package dev.trine.cuda;

import static jcuda.driver.CUresult.CUDA_SUCCESS;

import dev.trine.backend.Ticket;
import java.util.ArrayDeque;
import java.util.Queue;
import jcuda.driver.JCudaDriver;

/** Copies between host and device, and the tickets of those that may still be under way. */
final class Transfers implements AutoCloseable {
  /** Tickets that nobody waits for are given back, oldest first, beyond this number. */
  private static final int MOST_PENDING = 256;

  private final CudaStream stream;
  private final EventPool events;
  private final Queue<EventTicket> pending = new ArrayDeque<>();

  Transfers(CudaStream stream) {
    this.stream = stream;
    this.events = new EventPool(stream);
  }

  Ticket upload(CudaHostBuffer from, CudaMemory to, long offset, long bytes) {
    return transfer(
        "uploading",
        from,
        bytes,
        (chunk, at, count) ->
            JCudaDriver.cuMemcpyHtoDAsync(
                to.at(offset + at), chunk.pointer(), count, stream.handle()));
  }

  Ticket download(CudaMemory from, long offset, CudaHostBuffer to, long bytes) {
    return transfer(
        "downloading",
        to,
        bytes,
        (chunk, at, count) ->
            JCudaDriver.cuMemcpyDtoHAsync(
                chunk.pointer(), from.at(offset + at), count, stream.handle()));
  }

  /** Waits for all that was enqueued. */
  void finish() {
    stream.synchronize();
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

  /** One piece of a transfer: {@code count} bytes that start {@code at} bytes into the whole. */
  @FunctionalInterface
  private interface Piece {
    int enqueue(HostChunk chunk, long at, long count);
  }

  private Ticket transfer(String doing, CudaHostBuffer host, long bytes, Piece piece) {
    host.checkOpen("Host buffer");
    stream.enter();
    long at = 0;
    for (int i = 0; at < bytes; i++) {
      HostChunk chunk = host.chunk(i);
      long count = Math.min(bytes - at, chunk.bytes().capacity());
      int code = piece.enqueue(chunk, at, count);
      if (code != CUDA_SUCCESS) {
        throw stream.failure(code, "%s %s bytes".formatted(doing, bytes));
      }
      at += count;
    }
    EventTicket ticket = new EventTicket(stream, events);
    pending.add(ticket);
    while (pending.size() > MOST_PENDING) {
      pending.remove().await();
    }
    return ticket;
  }
}
