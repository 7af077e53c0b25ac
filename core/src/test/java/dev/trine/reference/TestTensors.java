package dev.trine.reference;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;

/** Tensors of given numbers. */
final class TestTensors {
  private TestTensors() {}

  static View floats(Backend backend, Shape shape, double... values) {
    return of(backend, DType.F32, shape, values);
  }

  static View ints(Backend backend, Shape shape, double... values) {
    return of(backend, DType.I32, shape, values);
  }

  static double[] read(Backend backend, View view) {
    try (HostBuffer host = backend.allocateHost(view.type(), view.elements())) {
      backend.download(view, host).await();
      double[] values = new double[(int) view.elements()];
      for (int i = 0; i < values.length; i++) {
        values[i] = host.get(i);
      }
      return values;
    }
  }

  private static View of(Backend backend, DType type, Shape shape, double... values) {
    View view = backend.allocate(new TensorType(type, shape), "test");
    try (HostBuffer host = backend.allocateHost(type, shape.elements())) {
      for (int i = 0; i < values.length; i++) {
        host.set(i, values[i]);
      }
      backend.upload(host, view).await();
      return view;
    }
  }
}
