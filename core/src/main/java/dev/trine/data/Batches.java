package dev.trine.data;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.internal.Resources;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Cuts a set into batches in host memory. While one is worked on, other threads fill the next ones:
 * half as many as there are processors, up to {@value #MOST_THREADS}. Host memory is taken for two
 * batches more than there are such threads, or for all of a set that has fewer.
 */
public final class Batches implements AutoCloseable {
  /** More would compete with what computes. */
  private static final int MOST_THREADS = 4;

  private final Dataset dataset;
  private final List<Field> fields;
  private final int size;
  private final int threads;
  private final LengthBuckets buckets;
  private final List<Batch> ring = new ArrayList<>();
  private Dataset seen;
  private boolean isPassing;

  /**
   * Batches of {@code size} examples with all their fields; the last of a pass may be smaller.
   *
   * @param backend whose host memory is used
   */
  public Batches(Backend backend, Dataset dataset, int size) {
    this(backend, dataset, dataset.fields(), size);
  }

  /**
   * Batches of {@code size} examples; the last of a pass may be smaller.
   *
   * @param backend whose host memory is used
   * @param fields of the set that are wanted
   * @throws IllegalArgumentException if one is none of the set
   */
  public Batches(Backend backend, Dataset dataset, List<Field> fields, int size) {
    this(backend, dataset, fields, size, LengthBuckets.of(dataset, Math.max(1, size), 1));
  }

  /**
   * The same, of which each batch has as many steps of sequences as its examples need.
   *
   * @param buckets of this set, or of one with the same examples
   */
  public Batches(
      Backend backend, Dataset dataset, List<Field> fields, int size, LengthBuckets buckets) {
    this(
        backend,
        dataset,
        fields,
        size,
        Math.min(MOST_THREADS, Math.max(1, Runtime.getRuntime().availableProcessors() / 2)),
        buckets);
  }

  /**
   * @param threads that fill
   */
  Batches(
      Backend backend,
      Dataset dataset,
      List<Field> fields,
      int size,
      int threads,
      LengthBuckets buckets) {
    if (size < 1) {
      throw new IllegalArgumentException("batch is %s, expected at least 1".formatted(size));
    }
    this.dataset = dataset;
    this.seen = dataset;
    this.fields = fields.stream().distinct().toList();
    this.size = Math.min(size, Math.max(1, dataset.size()));
    this.threads = threads;
    this.buckets = buckets;
    // One is worked on and one is ready, while each thread fills another.
    int wanted = Math.max(1, Math.min(threads + 2, count(dataset.size())));
    Resources opened = new Resources();
    try {
      for (int i = 0; i < wanted; i++) {
        ring.add(opened.add(allocate(backend)));
      }
    } catch (RuntimeException | Error failure) {
      opened.closeAfter(failure);
      throw failure;
    }
  }

  private Batch allocate(Backend backend) {
    Map<String, HostBuffer> buffers = new LinkedHashMap<>();
    Resources opened = new Resources();
    try {
      for (Field field : fields) {
        dataset.check(field);
        TensorType type = field.batched(size);
        HostBuffer buffer = opened.add(backend.allocateHost(type.type(), type.elements()));
        buffers.put(field.name(), buffer);
      }
      return new Batch(buffers);
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
   * From now on gives examples as {@linkplain Dataset#inEpoch training sees them} in an epoch.
   *
   * @param epoch counted from 1
   */
  public void epoch(int epoch) {
    requireNoPass();
    seen = dataset.inEpoch(epoch);
  }

  /**
   * One pass. It returns, or throws, when no thread fills any longer; uploads may still be under
   * way.
   *
   * <p>What keeps a batch from being filled, such as an exception of {@link Examples#copy}, is
   * thrown when that batch would be used.
   *
   * @param order the indices of the examples
   * @param use is given each batch in turn, on this thread, and must not keep it; the uploads it
   *     enqueues are awaited by the thread that fills the batch again
   * @throws IllegalStateException if this thread is interrupted, or a pass is under way already
   */
  public void forEach(int[] order, Consumer<Batch> use) {
    forEachWhile(
        order,
        batch -> {
          use.accept(batch);
          return true;
        });
  }

  /**
   * The same, of which no further batch is used once {@code use} says false. What was filled ahead
   * is dropped.
   */
  public void forEachWhile(int[] order, Predicate<Batch> use) {
    List<Batch> free = open();
    int batches = count(order.length);
    isPassing = true;
    try (Fillers fillers = new Fillers(threads)) {
      int ahead = Math.min(free.size(), batches);
      for (int i = 0; i < ahead; i++) {
        begin(fillers, free.get(i), order, i);
      }
      for (int i = 0; i < batches; i++) {
        Batch batch = fillers.next();
        if (!use.test(batch)) {
          return;
        }
        if (i + ahead < batches) {
          begin(fillers, batch, order, i + ahead);
        }
      }
    } finally {
      isPassing = false;
    }
  }

  private void begin(Fillers fillers, Batch batch, int[] order, int number) {
    fillers.add(() -> fill(batch, order, number * size));
  }

  /**
   * One batch of chosen examples, filled by this thread; not while a pass is under way.
   *
   * @param order the indices of the examples
   * @param from where in the order it begins
   */
  public Batch single(int[] order, int from) {
    return fill(open().get(0), order, from);
  }

  private Batch fill(Batch batch, int[] order, int from) {
    batch.awaitUploads();
    int count = Math.min(size, order.length - from);
    BatchShape shape = buckets.shape(order, from, count);
    for (Field field : fields) {
      HostBuffer buffer = batch.buffer(field.name());
      seen.copy(field, order, from, count, buffer);
      Shape whole = field.type().shape();
      long kept = shape.ofField(field.name(), whole).elements();
      RowCut.cut(buffer, count, Math.toIntExact(whole.elements()), Math.toIntExact(kept));
    }
    batch.filled(shape);
    return batch;
  }

  private List<Batch> open() {
    requireNoPass();
    if (ring.isEmpty()) {
      throw new IllegalStateException("These batches were used after their close");
    }
    return ring;
  }

  private void requireNoPass() {
    if (isPassing) {
      throw new IllegalStateException("These batches are in the middle of a pass");
    }
  }

  @Override
  public void close() {
    requireNoPass();
    Resources all = new Resources();
    ring.forEach(all::add);
    ring.clear();
    all.close();
  }
}
