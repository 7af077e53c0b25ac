package dev.trine.backend.internal;

import dev.trine.BackendUnavailableException;
import dev.trine.backend.Backend;
import dev.trine.backend.Buffer;
import dev.trine.backend.Call;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Recording;
import dev.trine.backend.View;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;

/** Tensors on a backend that is not trusted yet, and what becomes of them. */
final class Trial implements AutoCloseable {
  private static final String OWNER = "self check";

  private final Backend backend;
  private final Resources buffers = new Resources();

  Trial(Backend backend) {
    this.backend = backend;
  }

  Backend backend() {
    return backend;
  }

  /** A tensor that holds NaN. */
  View floats(long... dimensions) {
    return floats(i -> Double.NaN, dimensions);
  }

  /**
   * A tensor of given numbers.
   *
   * @param values by the element's number
   */
  View floats(IntToDoubleFunction values, long... dimensions) {
    return tensor(DType.F32, values, dimensions);
  }

  View ints(IntToDoubleFunction values, long... dimensions) {
    return tensor(DType.I32, values, dimensions);
  }

  /** A tensor of undefined content. */
  View undefined(long elements) {
    return buffers.allocate(backend, TensorType.f32(elements), OWNER);
  }

  /** Records the calls, replays them and closes them. */
  void run(Call... calls) {
    List<Call> all = List.of(calls);
    try (Buffer scratch = Scratch.attach(backend, all, OWNER);
        Recording recording = backend.record(all)) {
      recording.replay();
      backend.synchronize();
    } finally {
      all.forEach(Call::close);
    }
  }

  /**
   * Compares a result.
   *
   * @param what op, shape and variant
   * @param expected by the element's number
   * @param tolerance the largest error that is let pass
   */
  void expect(Supplier<String> what, View result, IntToDoubleFunction expected, double tolerance) {
    float[] values = read(result);
    for (int i = 0; i < values.length; i++) {
      double wanted = expected.applyAsDouble(i);
      if (!(Math.abs(values[i] - wanted) <= tolerance)) {
        throw new BackendUnavailableException(
            "%s computes wrong results: element %s of %s is %s, not %s"
                .formatted(
                    backend.device(),
                    Arrays.toString(result.shape().coordinates(i)),
                    what.get(),
                    values[i],
                    (float) wanted));
      }
    }
  }

  float[] read(View view) {
    float[] values = new float[(int) view.elements()];
    try (HostBuffer host = backend.allocateHost(view.type(), values.length)) {
      backend.download(view, host).await();
      if (view.type() == DType.F32) {
        host.get(0, values, 0, values.length);
      } else {
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) host.get(i);
        }
      }
    }
    return values;
  }

  /** As {@link #floats(IntToDoubleFunction, long...)}, of another type. */
  View tensor(DType type, IntToDoubleFunction values, long... dimensions) {
    View view = buffers.allocate(backend, new TensorType(type, Shape.of(dimensions)), OWNER);
    try (HostBuffer host = backend.allocateHost(type, view.elements())) {
      for (int i = 0; i < view.elements(); i++) {
        host.set(i, values.applyAsDouble(i));
      }
      backend.upload(host, view).await();
      return view;
    }
  }

  @Override
  public void close() {
    buffers.close();
  }
}
