package dev.trine.backend.internal;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.tensor.DType;

/** F32 tensors and arrays of Java; both ways wait for the queue. */
public final class FloatCopies {
  private FloatCopies() {}

  /** A tensor's elements. */
  public static float[] read(Backend backend, View view) {
    float[] values = new float[Math.toIntExact(view.elements())];
    try (HostBuffer host = backend.allocateHost(DType.F32, values.length)) {
      backend.download(view, host).await();
      host.get(0, values, 0, values.length);
    }
    return values;
  }

  /**
   * Sets a tensor's elements.
   *
   * @param name of the tensor, for the error
   * @throws IllegalArgumentException if there are not as many values
   */
  public static void write(Backend backend, String name, View view, float[] values) {
    if (values.length != view.elements()) {
      throw new IllegalArgumentException(
          "%s of shape %s takes %s values, not %s"
              .formatted(name, view.shape(), view.elements(), values.length));
    }
    try (HostBuffer host = backend.allocateHost(DType.F32, values.length)) {
      host.put(0, values, 0, values.length);
      backend.upload(host, view).await();
    }
  }
}
