package dev.trine.train;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Ticket;
import dev.trine.backend.View;
import dev.trine.backend.internal.Resources;
import dev.trine.backend.op.Checks;
import dev.trine.tensor.DType;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * The learning rate on the device. A new one is uploaded behind the steps enqueued so far, from one
 * of several places, so that setting it every step waits only for a step that long ago.
 */
final class LearningRate implements AutoCloseable {
  private static final int PLACES = 16;

  private final Backend backend;
  private final Resources resources = new Resources();
  private final View view;
  private final List<HostBuffer> places = new ArrayList<>();
  private final List<Ticket> uploads = new ArrayList<>();
  private int next;
  private double value = Double.NaN;

  LearningRate(Backend backend, double initial) {
    this.backend = backend;
    try {
      view = resources.allocate(backend, TensorType.f32(1), "learning rate");
      for (int i = 0; i < PLACES; i++) {
        places.add(resources.add(backend.allocateHost(DType.F32, 1)));
        uploads.add(Ticket.DONE);
      }
      set(initial);
    } catch (RuntimeException | Error failure) {
      resources.closeAfter(failure);
      throw failure;
    }
  }

  View view() {
    return view;
  }

  double get() {
    return value;
  }

  /** From the next step on; 0 is where a schedule may end. */
  void set(double rate) {
    Checks.notNegative("learningRate", rate);
    if (rate == value) {
      return;
    }
    value = rate;
    uploads.get(next).await();
    places.get(next).set(0, rate);
    uploads.set(next, backend.upload(places.get(next), view));
    next = (next + 1) % PLACES;
  }

  @Override
  public void close() {
    uploads.forEach(Ticket::await);
    resources.close();
  }
}
