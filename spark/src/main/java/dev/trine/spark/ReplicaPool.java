package dev.trine.spark;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * The replicas of this JVM that wait for their next task. There are as many as tasks ever ran at
 * once, one for each run and device; those of other runs are closed when a run takes its first.
 */
final class ReplicaPool {
  private static final int REMEMBERED = 16;

  private static final List<Waiting> WAITING = new ArrayList<>();

  /** The runs that ended last, whose replicas may still come back from a task that was in vain. */
  private static final Deque<String> ENDED = new ArrayDeque<>();

  private ReplicaPool() {}

  private record Waiting(String run, String choice, Replica replica) {}

  /** A replica that one task has. It waits for the next behind it, unless the task fails. */
  static final class Lease implements AutoCloseable {
    private final Waiting leased;
    private boolean isToKeep;

    private Lease(Waiting leased) {
      this.leased = leased;
    }

    Replica replica() {
      return leased.replica;
    }

    /** Says that the task did not fail. */
    void keep() {
      isToKeep = true;
    }

    @Override
    public void close() {
      boolean isKept;
      synchronized (WAITING) {
        isKept = isToKeep && !ENDED.contains(leased.run) && WAITING.add(leased);
      }
      if (!isKept) {
        leased.replica.close();
      }
    }
  }

  /** Finds a replica on the device of the task that runs on this thread, or opens one. */
  static Lease lease(Plan plan) {
    String choice = TaskDevice.choice(plan.choice());
    Waiting found = null;
    List<Waiting> others = new ArrayList<>();
    synchronized (WAITING) {
      for (Iterator<Waiting> all = WAITING.iterator(); all.hasNext(); ) {
        Waiting next = all.next();
        if (!next.run.equals(plan.run())) {
          others.add(next);
          all.remove();
        } else if (found == null && next.choice.equals(choice)) {
          found = next;
          all.remove();
        }
      }
    }
    others.forEach(other -> other.replica.close());
    return new Lease(
        found == null ? new Waiting(plan.run(), choice, new Replica(plan, choice)) : found);
  }

  /**
   * Closes the replicas of a run that has ended: those that wait, and others when they are back.
   */
  static void close(String run) {
    List<Waiting> closing = new ArrayList<>();
    synchronized (WAITING) {
      if (!ENDED.contains(run)) {
        ENDED.addFirst(run);
      }
      if (ENDED.size() > REMEMBERED) {
        ENDED.removeLast();
      }
      WAITING.removeIf(waiting -> waiting.run.equals(run) && closing.add(waiting));
    }
    closing.forEach(waiting -> waiting.replica.close());
  }

  /** How many wait. */
  static int waiting() {
    synchronized (WAITING) {
      return WAITING.size();
    }
  }
}
