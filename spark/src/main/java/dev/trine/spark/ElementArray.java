package dev.trine.spark;

import dev.trine.backend.HostBuffer;
import dev.trine.tensor.DType;
import java.lang.reflect.Array;

/** The arrays of Java that elements of a type are in. */
enum ElementArray {
  FLOATS(float.class) {
    @Override
    void put(HostBuffer to, long at, Object from, int start, int count) {
      to.put(at, (float[]) from, start, count);
    }

    @Override
    Object of(double[] values) {
      float[] array = new float[values.length];
      for (int i = 0; i < array.length; i++) {
        array[i] = (float) values[i];
      }
      return array;
    }
  },
  INTS(int.class) {
    @Override
    void put(HostBuffer to, long at, Object from, int start, int count) {
      to.put(at, (int[]) from, start, count);
    }

    @Override
    Object of(double[] values) {
      int[] array = new int[values.length];
      for (int i = 0; i < array.length; i++) {
        array[i] = (int) values[i];
      }
      return array;
    }
  },
  BYTES(byte.class) {
    @Override
    void put(HostBuffer to, long at, Object from, int start, int count) {
      to.put(at, (byte[]) from, start, count);
    }

    @Override
    Object of(double[] values) {
      byte[] array = new byte[values.length];
      for (int i = 0; i < array.length; i++) {
        array[i] = (byte) (int) values[i];
      }
      return array;
    }
  };

  private final Class<?> element;

  ElementArray(Class<?> element) {
    this.element = element;
  }

  /**
   * @throws IllegalArgumentException if examples have no such elements
   */
  static ElementArray of(DType type) {
    return switch (type) {
      case F32 -> FLOATS;
      case I32 -> INTS;
      case U8 -> BYTES;
      case BF16 ->
          throw new IllegalArgumentException(
              "Examples are F32, I32 or U8, not BF16; give F32, which a backend rounds");
    };
  }

  Class<?> element() {
    return element;
  }

  boolean isOf(Object array) {
    return array != null && array.getClass().getComponentType() == element;
  }

  /** Copies some elements to a buffer of the same type. */
  abstract void put(HostBuffer to, long at, Object from, int start, int count);

  /** An array of numbers that its elements can have; bytes from 0 to 255. */
  abstract Object of(double[] values);

  /** What something is, for a message. */
  static String describe(Object value) {
    if (value == null) {
      return "null";
    }
    Class<?> element = value.getClass().getComponentType();
    return element == null
        ? "a " + value.getClass().getName()
        : "%s[%s]".formatted(element.getSimpleName(), Array.getLength(value));
  }
}
