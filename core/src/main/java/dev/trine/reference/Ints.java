package dev.trine.reference;

import dev.trine.backend.View;
import java.util.function.IntUnaryOperator;

/** The elements of an I32 view, counted from its offset. */
record Ints(int[] array, int offset, int count) {
  static Ints of(View view) {
    int[] array = ReferenceBuffer.of(view).ints();
    return new Ints(array, Math.toIntExact(view.offset()), Math.toIntExact(view.elements()));
  }

  static Ints of(int[] array) {
    return new Ints(array, 0, array.length);
  }

  int get(int i) {
    return array[offset + i];
  }

  void set(int i, int value) {
    array[offset + i] = value;
  }

  void setAll(IntUnaryOperator values) {
    for (int i = 0; i < count; i++) {
      set(i, values.applyAsInt(i));
    }
  }

  Ints prefix(int elements) {
    return new Ints(array, offset, elements);
  }
}
