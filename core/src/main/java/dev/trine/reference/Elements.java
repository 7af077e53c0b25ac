package dev.trine.reference;

import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.tensor.DType;

/** Elements of whatever type that lie side by side. */
record Elements(Storage storage, DType type, int first, int count) {
  static Elements of(View view) {
    return new Elements(
        ReferenceBuffer.of(view).storage(),
        view.type(),
        Math.toIntExact(view.elementOffset()),
        Math.toIntExact(view.elements()));
  }

  /** As many from the start of host memory as a view has. */
  static Elements of(HostBuffer host, View view) {
    return new Elements(
        ReferenceHostBuffer.of(host).storage(), host.type(), 0, Math.toIntExact(view.elements()));
  }

  double get(long i) {
    return storage.get(type, first + Math.toIntExact(i));
  }

  void set(long i, double value) {
    storage.put(type, first + Math.toIntExact(i), value);
  }

  void fill(double value) {
    for (int i = 0; i < count; i++) {
      storage.put(type, first + i, value);
    }
  }

  void copyTo(Elements target) {
    target.storage.copy(type, storage, first, target.first, count);
  }
}
