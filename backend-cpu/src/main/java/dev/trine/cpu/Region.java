package dev.trine.cpu;

import dev.trine.backend.View;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/** The elements of a view in this backend's memory, counted from the view's first. */
final class Region {
  private final CpuBuffer buffer;
  private final FloatBuffer floats;
  private final IntBuffer ints;
  private final int offset;
  private final int elements;

  private Region(CpuBuffer buffer, int offset, int elements) {
    this.buffer = buffer;
    this.floats = buffer.floats();
    this.ints = buffer.ints();
    this.offset = offset;
    this.elements = elements;
  }

  static Region of(View view, CpuMemory memory) {
    return new Region(CpuBuffer.of(view, memory), (int) view.offset(), (int) view.elements());
  }

  CpuBuffer buffer() {
    return buffer;
  }

  int elements() {
    return elements;
  }

  /** Where its first element lies, for native code. */
  long address() {
    return buffer.address() + (long) offset * Float.BYTES;
  }

  float get(int at) {
    return floats.get(offset + at);
  }

  void put(int at, float value) {
    floats.put(offset + at, value);
  }

  int getInt(int at) {
    return ints.get(offset + at);
  }

  void putInt(int at, int value) {
    ints.put(offset + at, value);
  }

  /** Reads {@code count} elements to the start of an array. */
  void get(int at, float[] to, int count) {
    floats.get(offset + at, to, 0, count);
  }

  void get(int at, float[] to, int start, int count) {
    floats.get(offset + at, to, start, count);
  }

  void get(int at, int[] to, int start, int count) {
    ints.get(offset + at, to, start, count);
  }

  /** Writes the first {@code count} elements of an array. */
  void put(int at, float[] from, int count) {
    floats.put(offset + at, from, 0, count);
  }

  void put(int at, float[] from, int start, int count) {
    floats.put(offset + at, from, start, count);
  }

  void put(int at, int[] from, int count) {
    ints.put(offset + at, from, 0, count);
  }

  void put(int at, int[] from, int start, int count) {
    ints.put(offset + at, from, start, count);
  }

  /** Copies the bits of {@code count} elements to the same place elsewhere. */
  void copyTo(int at, Region to, int count) {
    to.ints.put(to.offset + at, ints, offset + at, count);
  }

  /** The bits of the whole buffer's elements, of which the first here is {@link #offset}. */
  IntBuffer ints() {
    return ints;
  }

  /** Where in its buffer it begins, in elements. */
  int offset() {
    return offset;
  }
}
