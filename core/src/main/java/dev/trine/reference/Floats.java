package dev.trine.reference;

import dev.trine.backend.View;
import java.util.function.IntToDoubleFunction;

/** The elements of an F32 view, counted from its offset. */
public record Floats(double[] array, int offset, int count) {
  static Floats of(View view) {
    double[] array = ReferenceBuffer.of(view).floats();
    return new Floats(array, Math.toIntExact(view.offset()), Math.toIntExact(view.elements()));
  }

  /** All of an array. */
  public static Floats of(double[] array) {
    return new Floats(array, 0, array.length);
  }

  static Floats ofNullable(View view) {
    return view == null ? null : of(view);
  }

  double get(int i) {
    return array[offset + i];
  }

  void set(int i, double value) {
    array[offset + i] = value;
  }

  void setAll(IntToDoubleFunction values) {
    for (int i = 0; i < count; i++) {
      set(i, values.applyAsDouble(i));
    }
  }

  Floats prefix(int elements) {
    return new Floats(array, offset, elements);
  }
}
