package dev.trine.data;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.internal.Resources;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/**
 * Cuts a set into batches in host memory. While one is worked on, a second thread fills the next
 * ones.
 */
public final class Batches implements AutoCloseable {
  private static final int RING = 3;

  private final Dataset dataset;
  private final int size;
  private final List<Batch> ring = new ArrayList<>();

  /**
   * Batches of {@code size} examples; the last of a pass may be smaller.
   *
   * @param backend whose host memory is used
   */
  public Batches(Backend backend, Dataset dataset, int size) {
    if (size < 1) {
      throw new IllegalArgumentException("batch is %s, expected at least 1".formatted(size));
    }
    this.dataset = dataset;
    this.size = Math.min(size, Math.max(1, dataset.size()));
    long featureElements = this.size * dataset.shape().elements();
    long targetElements = (long) this.size * Math.max(1, dataset.targets().width());
    Resources opened = new Resources();
    try {
      for (int i = 0; i < RING; i++) {
        HostBuffer features = opened.add(backend.allocateHost(DType.F32, featureElements));
        HostBuffer targets = opened.add(backend.allocateHost(dataset.targetType(), targetElements));
        ring.add(new Batch(features, targets));
      }
    } catch (RuntimeException | Error failure) {
      opened.closeAfter(failure);
      throw failure;
    }
  }

  /** The examples of a full batch. */
  public int size() {
    return size;
  }

  /** The number of batches of a pass over {@code examples} examples. */
  public int count(int examples) {
    return (int) (((long) examples + size - 1) / size);
  }

  /**
   * One pass.
   *
   * @param order the indices of the examples
   * @param use is given each batch in turn and must not keep it; the uploads it enqueues are
   *     awaited before the batch is filled again
   */
  public void forEach(int[] order, Consumer<Batch> use) {
    ring.forEach(Batch::awaitUploads); // a pass that failed may have left some
    BlockingQueue<Batch> free = new ArrayBlockingQueue<>(RING, false, open());
    BlockingQueue<Batch> filled = new ArrayBlockingQueue<>(RING);
    int batches = count(order.length);
    Filler filler = new Filler(order, batches, free, filled);
    filler.start();
    try {
      for (int i = 0; i < batches; i++) {
        Batch batch = filled.take();
        batch.throwFailure();
        use.accept(batch);
        batch.awaitUploads();
        free.add(batch);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a batch", interrupted);
    } finally {
      filler.interrupt();
      join(filler);
    }
  }

  /** One batch of chosen examples, not read ahead. */
  public Batch single(int[] order, int from) {
    Batch batch = open().get(0);
    batch.awaitUploads();
    fill(batch, order, from);
    return batch;
  }

  private List<Batch> open() {
    if (ring.isEmpty()) {
      throw new IllegalStateException("These batches were used after their close");
    }
    return ring;
  }

  private void fill(Batch batch, int[] order, int from) {
    int count = Math.min(size, order.length - from);
    dataset.copy(order, from, count, batch.features(), batch.targets());
    batch.filled(count);
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    Resources all = new Resources();
    ring.forEach(all::add);
    ring.clear();
    all.close();
  }

  /** Fills batches ahead of their use. */
  private final class Filler extends Thread {
    private final int[] order;
    private final int batches;
    private final BlockingQueue<Batch> free;
    private final BlockingQueue<Batch> filled;

    Filler(int[] order, int batches, BlockingQueue<Batch> free, BlockingQueue<Batch> filled) {
      super("trine-batches");
      setDaemon(true);
      this.order = order;
      this.batches = batches;
      this.free = free;
      this.filled = filled;
    }

    @Override
    public void run() {
      try {
        for (int i = 0; i < batches; i++) {
          Batch batch = free.take();
          try {
            fill(batch, order, i * size);
          } catch (RuntimeException | Error failure) {
            batch.failed(failure); // else the user would wait for it for ever
          }
          filled.put(batch);
        }
      } catch (InterruptedException stopped) {
        // The pass ended early; there is nobody to fill batches for.
      }
    }
  }
}
