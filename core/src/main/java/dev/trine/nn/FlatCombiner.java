package dev.trine.nn;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Does in batches what several threads ask for at the same time (flat combining, Hendler et al.
 * 2010): who finds nobody at work does what waits, for everybody. So there is no thread behind it
 * and no delay: a question alone is answered at once, and while one batch is at work the next
 * gathers.
 */
final class FlatCombiner<Q> implements AutoCloseable {
  private final String name;
  private final int most;
  private final Work<Q> work;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Request<Q>> waiting = new ArrayDeque<>();
  private boolean isBusy;
  private boolean isClosed;

  /** What is done with a batch, by one thread at a time. */
  @FunctionalInterface
  interface Work<Q> {
    /** The answers, in the order of the questions. */
    List<float[]> answer(List<Q> questions);
  }

  /**
   * Waits, is worked on, and is done once it has an answer or a failure; touched under the lock.
   */
  private static final class Request<Q> {
    private final Q question;
    private float[] answer;
    private Throwable failure;

    private Request(Q question) {
      this.question = question;
    }

    private boolean isDone() {
      return answer != null || failure != null;
    }

    private float[] result() {
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure != null) {
        throw (RuntimeException) failure;
      }
      return answer;
    }
  }

  /**
   * @param name of what this is for, in errors
   * @param most questions in a batch
   */
  FlatCombiner(String name, int most, Work<Q> work) {
    this.name = name;
    this.most = most;
    this.work = work;
  }

  /**
   * Waits for the answer to a question. If the work on a batch fails, all of its questions end with
   * that failure.
   *
   * @throws IllegalStateException if this is closed, or becomes so before work on the question has
   *     begun
   */
  float[] ask(Q question) {
    return askAll(List.of(question)).get(0);
  }

  /** The same of several questions: their answers in their order. */
  List<float[]> askAll(List<Q> questions) {
    List<Request<Q>> own = new ArrayList<>();
    for (Q question : questions) {
      own.add(new Request<>(question));
    }
    lock.lock();
    try {
      if (isClosed) {
        throw new IllegalStateException(name + " is closed");
      }
      waiting.addAll(own);
      for (Request<Q> next : own) {
        while (!next.isDone()) {
          if (isBusy) {
            changed.awaitUninterruptibly();
          } else {
            workOnNext();
          }
        }
      }
      return own.stream().map(Request::result).toList();
    } finally {
      lock.unlock();
    }
  }

  /** How many questions wait for a batch at work. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private void workOnNext() {
    List<Request<Q>> batch = new ArrayList<>();
    while (batch.size() < most && !waiting.isEmpty()) {
      batch.add(waiting.remove());
    }
    isBusy = true;
    List<float[]> answers = List.of();
    Throwable failure = null;
    // Without the lock, so that others can come and wait.
    lock.unlock();
    try {
      answers = work.answer(batch.stream().map(request -> request.question).toList());
    } catch (RuntimeException | Error failed) {
      failure = failed;
    } finally {
      lock.lock();
    }
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).failure = failure;
      batch.get(i).answer = failure == null ? answers.get(i) : null;
    }
    isBusy = false;
    changed.signalAll();
  }

  /**
   * Ends all that waits with an error, and waits for the batch that is at work, which ends as
   * usual.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      for (Request<Q> request : waiting) {
        request.failure =
            new IllegalStateException(
                name + " was closed while this call waited for others before it");
      }
      waiting.clear();
      changed.signalAll();
      while (isBusy) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }
}
