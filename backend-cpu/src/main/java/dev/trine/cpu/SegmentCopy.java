package dev.trine.cpu;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * A copy of bits between arrays of different types in one go, which Java can do from version 22
 * ({@code java.lang.foreign}, not there on the oldest version that this is compiled for). It takes
 * half the time of two copies through native memory, see {@link Blocks#floatBits}.
 */
final class SegmentCopy {
  private static final int FIRST_VERSION = 22;
  private static final boolean AVAILABLE = Runtime.version().feature() >= FIRST_VERSION;
  private static final MethodHandle COPY = AVAILABLE ? findCopy() : null;

  private final Object from;
  private final Object to;

  private SegmentCopy(Object from, Object to) {
    this.from = from;
    this.to = to;
  }

  /**
   * A copy between two arrays.
   *
   * @param from a float[] or int[]
   * @param to a float[] or int[]
   * @return null where Java cannot do it
   */
  static SegmentCopy of(Object from, Object to) {
    return AVAILABLE ? new SegmentCopy(segment(from), segment(to)) : null;
  }

  /** Copies the first {@code count} elements. */
  void run(int count) {
    try {
      COPY.invokeExact(from, 0L, to, 0L, (long) count * Float.BYTES);
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static MethodHandle findCopy() {
    try {
      Class<?> segment = segmentType();
      MethodType type =
          MethodType.methodType(void.class, segment, long.class, segment, long.class, long.class);
      return MethodHandles.publicLookup()
          .findStatic(segment, "copy", type)
          .asType(type.changeParameterType(0, Object.class).changeParameterType(2, Object.class));
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Object segment(Object array) {
    try {
      return segmentType().getMethod("ofArray", array.getClass()).invoke(null, array);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Class<?> segmentType() throws ClassNotFoundException {
    return Class.forName("java.lang.foreign.MemorySegment");
  }
}
