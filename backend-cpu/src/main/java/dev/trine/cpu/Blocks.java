package dev.trine.cpu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * One thread's working memory: arrays into which a block of each tensor is copied, because the
 * compiler vectorises loops over Java arrays but not over native memory, and which together stay in
 * the processor's nearest caches.
 */
final class Blocks {
  /** The usual number of elements in a block. */
  static final int LENGTH = 4096;

  /** Elements whose bits are read at a time, see {@link #floatBits}. */
  private static final int BITS_LENGTH = 1024;

  private final float[] first = new float[LENGTH];
  private final float[] second = new float[LENGTH];
  private final float[] third = new float[LENGTH];
  private final int[] bits = new int[LENGTH];
  private final int[] moreBits = new int[LENGTH];

  private final MapBlocks ofMappings = new MapBlocks();
  private final PhiloxBits philox = new PhiloxBits();
  private final FloatBuffer asFloats;
  private final IntBuffer asInts;

  Blocks() {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(BITS_LENGTH * Float.BYTES).order(ByteOrder.nativeOrder());
    asFloats = bytes.asFloatBuffer();
    asInts = bytes.asIntBuffer();
  }

  float[] first() {
    return first;
  }

  float[] second() {
    return second;
  }

  float[] third() {
    return third;
  }

  int[] bits() {
    return bits;
  }

  int[] moreBits() {
    return moreBits;
  }

  /** The arrays of mappings, which have no others. */
  MapBlocks ofMappings() {
    return ofMappings;
  }

  PhiloxBits philox() {
    return philox;
  }

  /**
   * The bits of the first {@code count} floats. A loop over {@link Float#floatToRawIntBits} is not
   * vectorised; two copies through native memory are, and take a tenth of its time.
   */
  void floatBits(float[] from, int[] to, int count) {
    for (int at = 0; at < count; at += BITS_LENGTH) {
      int length = Math.min(BITS_LENGTH, count - at);
      asFloats.put(0, from, at, length);
      asInts.get(0, to, at, length);
    }
  }

  /** The floats of the first {@code count} bit patterns. */
  void floatsOfBits(int[] from, float[] to, int count) {
    for (int at = 0; at < count; at += BITS_LENGTH) {
      int length = Math.min(BITS_LENGTH, count - at);
      asInts.put(0, from, at, length);
      asFloats.get(0, to, at, length);
    }
  }
}
