package dev.trine.reference;

import dev.trine.backend.View;
import java.util.function.IntUnaryOperator;

/** The elements of an I32 view, counted from its offset. */
record Ints(Storage storage, int offset, int count) {
  static Ints of(View view) {
    return new Ints(
        ReferenceBuffer.of(view).storage(),
        Math.toIntExact(view.elementOffset()),
        Math.toIntExact(view.elements()));
  }

  int get(int i) {
    return storage.intAt(offset + i);
  }

  void set(int i, int value) {
    storage.putInt(offset + i, value);
  }

  void setAll(IntUnaryOperator values) {
    for (int i = 0; i < count; i++) {
      set(i, values.applyAsInt(i));
    }
  }
}
