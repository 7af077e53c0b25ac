package dev.trine.opencl;

import java.nio.charset.StandardCharsets;
import org.jocl.Pointer;

/** Reads the properties of OpenCL objects. */
final class Info {
  /** One of the {@code clGet…Info} functions with its object and its property. */
  @FunctionalInterface
  interface Query {
    int ask(long size, Pointer value, long[] neededSize);
  }

  private Info() {}

  static String text(Query query) {
    long[] size = new long[1];
    query.ask(0, null, size);
    byte[] bytes = new byte[Math.toIntExact(size[0])];
    query.ask(bytes.length, Pointer.to(bytes), null);
    return new String(bytes, StandardCharsets.UTF_8).replace("\0", "").strip();
  }

  /**
   * A {@code cl_uint}, {@code cl_ulong}, {@code size_t} or flag; every platform is little-endian.
   */
  static long number(Query query) {
    long[] value = new long[1];
    query.ask(Long.BYTES, Pointer.to(value), null);
    return value[0];
  }
}
