package dev.trine.opencl;

import dev.trine.backend.internal.Resources;
import java.util.ArrayDeque;
import java.util.Queue;

/** Tickets that nobody may wait for. Beyond a number of them the oldest are waited for here. */
final class PendingTickets {
  private final int most;
  private final Queue<EventTicket> pending = new ArrayDeque<>();

  PendingTickets(int most) {
    this.most = most;
  }

  EventTicket add(EventTicket ticket) {
    pending.add(ticket);
    while (pending.size() > most) {
      pending.remove().await();
    }
    return ticket;
  }

  /** Waits for all. */
  void finish() {
    try (Resources all = new Resources()) {
      pending.forEach(ticket -> all.add(ticket::await));
    } finally {
      pending.clear();
    }
  }
}
