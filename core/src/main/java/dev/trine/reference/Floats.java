package dev.trine.reference;

import dev.trine.backend.Precision;
import dev.trine.backend.View;
import dev.trine.tensor.DType;
import java.util.function.IntToDoubleFunction;

/** A vector of numbers that the reference computes with, in double precision. */
public abstract class Floats {
  private final int count;

  private Floats(int count) {
    this.count = count;
  }

  /** The elements of an F32 view. */
  static Floats of(View view) {
    return new Stored(view);
  }

  /** What a product takes the elements of a view for. */
  static Floats of(View view, Precision precision) {
    return view.type() == DType.F32 && precision != Precision.TF32 ? of(view) : new Operand(view);
  }

  /** All of an array. */
  public static Floats of(double[] array) {
    return new InArray(array);
  }

  static Floats ofNullable(View view) {
    return view == null ? null : of(view);
  }

  final int count() {
    return count;
  }

  abstract double get(int i);

  abstract void set(int i, double value);

  final void setAll(IntToDoubleFunction values) {
    for (int i = 0; i < count; i++) {
      set(i, values.applyAsDouble(i));
    }
  }

  private static final class Stored extends Floats {
    private final Storage storage;
    private final int offset;

    Stored(View view) {
      super(Math.toIntExact(view.elements()));
      storage = ReferenceBuffer.of(view).storage();
      offset = Math.toIntExact(view.elementOffset());
    }

    @Override
    double get(int i) {
      return storage.floatAt(offset + i);
    }

    @Override
    void set(int i, double value) {
      storage.putFloat(offset + i, value);
    }
  }

  /** Numbers of few bits, which are only read. */
  private static final class Operand extends Floats {
    private final Elements elements;

    Operand(View view) {
      super(Math.toIntExact(view.elements()));
      elements = Elements.of(view);
    }

    @Override
    double get(int i) {
      double value = elements.get(i);
      return elements.type() == DType.F32 ? TensorFloat.round(value) : value;
    }

    @Override
    void set(int i, double value) {
      throw new IllegalStateException("An operand is not written");
    }
  }

  private static final class InArray extends Floats {
    private final double[] array;

    InArray(double[] array) {
      super(array.length);
      this.array = array;
    }

    @Override
    double get(int i) {
      return array[i];
    }

    @Override
    void set(int i, double value) {
      array[i] = value;
    }
  }
}
