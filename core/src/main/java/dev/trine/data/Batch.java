package dev.trine.data;

import dev.trine.backend.HostBuffer;
import dev.trine.backend.Ticket;
import dev.trine.backend.internal.Resources;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Some examples in host memory: a buffer for each field. */
public final class Batch implements AutoCloseable {
  private final Map<String, HostBuffer> buffers;
  private final List<Ticket> uploads = new ArrayList<>();
  private BatchShape shape = BatchShape.of(0);

  /**
   * A batch over buffers, which it closes.
   *
   * @param buffers by the name of the field, each for as many examples
   */
  public Batch(Map<String, HostBuffer> buffers) {
    this.buffers = Collections.unmodifiableMap(new LinkedHashMap<>(buffers));
  }

  /**
   * The buffer of a field: its examples one behind the other, each row-major.
   *
   * @throws IllegalArgumentException if there is none, listing those there are
   */
  public HostBuffer buffer(String field) {
    HostBuffer buffer = buffers.get(field);
    if (buffer == null) {
      throw new IllegalArgumentException(
          "The batch has no field '%s' among %s".formatted(field, fields()));
    }
    return buffer;
  }

  /** The names of the fields. */
  public Set<String> fields() {
    return buffers.keySet();
  }

  /** How many examples the buffers hold now. */
  public int examples() {
    return shape.examples();
  }

  /** How many, and how many steps of sequences. */
  public BatchShape shape() {
    return shape;
  }

  /** Says that the buffers now hold this many examples. */
  public void filled(int count) {
    filled(BatchShape.of(count));
  }

  /** Says what the buffers now hold. */
  public void filled(BatchShape held) {
    shape = held;
  }

  /** Says that an upload of this batch was enqueued. */
  public void uploading(Ticket ticket) {
    uploads.add(ticket);
  }

  /** Blocks until the buffers may be written again. */
  public void awaitUploads() {
    try {
      for (int i = 0; i < uploads.size(); i++) {
        uploads.get(i).await();
      }
    } finally {
      uploads.clear();
    }
  }

  /** Blocks until the buffers are no longer read, and closes them. */
  @Override
  public void close() {
    Resources all = new Resources();
    buffers.values().forEach(all::add);
    all.add(this::awaitUploads); // closed first
    all.close();
  }
}
