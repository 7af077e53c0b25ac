package dev.trine.conformance.bits;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Arrays;

/** A tensor whose content is known by its bits, with sentinels around it. */
final class Bits implements AutoCloseable {
  private static final int AFTER = 67;
  private static final int SENTINEL = 0x5E471E15;

  private final Backend backend;
  private final int offset;
  private final int elements;
  private final View all;

  Bits(Backend backend, DType type, int offset, int[] content) {
    this.backend = backend;
    this.offset = offset;
    this.elements = content.length;
    TensorType around = new TensorType(type, Shape.of(offset + elements + AFTER));
    this.all = backend.allocate(around, "bits");
    try (HostBuffer host = backend.allocateHost(type, all.elements())) {
      int[] image = around(content);
      if (type == DType.F32) {
        float[] floats = new float[image.length];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = Float.intBitsToFloat(image[i]);
        }
        host.put(0, floats, 0, floats.length);
      } else {
        host.put(0, image, 0, image.length);
      }
      backend.upload(host, all).await();
    }
  }

  View view() {
    return all.part(offset, Shape.of(elements));
  }

  /** A NaN of the one is right for any of the other. */
  void compare(String name, int[] expected) {
    int[] wanted = around(expected);
    int[] found = read();
    for (int i = 0; i < found.length; i++) {
      boolean bothNaN = isFloat() && isNaN(found[i]) && isNaN(wanted[i]);
      if (found[i] != wanted[i] && !bothNaN) {
        throw new AssertionError(
            "%s: element %s of %s is %s, expected %s"
                .formatted(name, i - offset, elements, describe(found[i]), describe(wanted[i])));
      }
    }
  }

  private int[] read() {
    int[] found = new int[(int) all.elements()];
    try (HostBuffer host = backend.allocateHost(all.type(), found.length)) {
      backend.download(all, host).await();
      if (isFloat()) {
        float[] floats = new float[found.length];
        host.get(0, floats, 0, floats.length);
        for (int i = 0; i < found.length; i++) {
          found[i] = Float.floatToRawIntBits(floats[i]);
        }
      } else {
        host.get(0, found, 0, found.length);
      }
    }
    return found;
  }

  private int[] around(int[] content) {
    int[] image = new int[offset + elements + AFTER];
    Arrays.fill(image, SENTINEL);
    System.arraycopy(content, 0, image, offset, elements);
    return image;
  }

  private boolean isFloat() {
    return all.type() == DType.F32;
  }

  private static boolean isNaN(int bits) {
    return Float.isNaN(Float.intBitsToFloat(bits));
  }

  private String describe(int bits) {
    return isFloat()
        ? "%s (%08x)".formatted(Float.intBitsToFloat(bits), bits)
        : Integer.toString(bits);
  }

  @Override
  public void close() {
    all.buffer().close();
  }
}
