package dev.trine.conformance;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;

/** Tensors written as literals, on a backend that lives as long as they do. */
record ReferenceTensors(Backend backend) {
  View floats(double... values) {
    return of(DType.F32, values);
  }

  View ints(double... values) {
    return of(DType.I32, values);
  }

  View matrix(int rows, int columns, double... values) {
    return floats(values).reshape(Shape.of(rows, columns));
  }

  View undefined(long... dimensions) {
    Shape shape = Shape.of(dimensions);
    return backend.allocate(TensorType.f32(shape), "result");
  }

  double[] read(View view) {
    double[] values = new double[(int) view.elements()];
    try (HostBuffer host = backend.allocateHost(view.type(), values.length)) {
      backend.download(view, host).await();
      for (int i = 0; i < values.length; i++) {
        values[i] = host.get(i);
      }
    }
    return values;
  }

  private View of(DType type, double... values) {
    View view = backend.allocate(new TensorType(type, Shape.of(values.length)), "literal");
    try (HostBuffer host = backend.allocateHost(type, values.length)) {
      for (int i = 0; i < values.length; i++) {
        host.set(i, values[i]);
      }
      backend.upload(host, view).await();
    }
    return view;
  }
}
