package dev.trine.data;

import dev.trine.backend.HostBuffer;
import dev.trine.backend.Ticket;
import java.util.ArrayList;
import java.util.List;

/** Some examples in host memory. */
public final class Batch implements AutoCloseable {
  private final HostBuffer features;
  private final HostBuffer targets;
  private final List<Ticket> uploads = new ArrayList<>();
  private int examples;
  private Throwable failure;

  /** A batch over two buffers, which it closes. */
  public Batch(HostBuffer features, HostBuffer targets) {
    this.features = features;
    this.targets = targets;
  }

  public HostBuffer features() {
    return features;
  }

  public HostBuffer targets() {
    return targets;
  }

  /** How many examples the buffers hold now. */
  public int examples() {
    return examples;
  }

  /** Says that the buffers now hold this many examples. */
  public void filled(int count) {
    examples = count;
    failure = null;
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

  /** Says that the buffers could not be filled. */
  void failed(Throwable cause) {
    failure = cause;
  }

  /** Throws what kept the buffers from being filled, if anything did. */
  void throwFailure() {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
  }

  /** Blocks until the buffers are no longer read, and closes them. */
  @Override
  public void close() {
    try (features;
        targets) {
      awaitUploads();
    }
  }
}
