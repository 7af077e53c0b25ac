package dev.trine.cpu;

import dev.trine.backend.View;
import dev.trine.tensor.DType;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * The elements of a view in this backend's memory, counted from the view's first. Those of F32 and
 * I32 are read and written; of other types they are only bits.
 */
final class Region {
  private final CpuBuffer buffer;
  private final FloatBuffer floats;
  private final IntBuffer ints;
  private final DType type;
  private final int offset;
  private final int elements;

  private Region(CpuBuffer buffer, View view) {
    this.buffer = buffer;
    this.type = view.type();
    this.floats = buffer.floats();
    this.ints = buffer.ints();
    this.offset = (int) view.elementOffset();
    this.elements = (int) view.elements();
  }

  static Region of(View view, CpuMemory memory) {
    return new Region(CpuBuffer.of(view, memory), view);
  }

  CpuBuffer buffer() {
    return buffer;
  }

  DType type() {
    return type;
  }

  int elements() {
    return elements;
  }

  int bytes() {
    return elements * type.bytes();
  }

  /** Where in its buffer its first element lies. */
  int byteOffset() {
    return offset * type.bytes();
  }

  /** Whether the two have memory in common. */
  boolean overlaps(Region other) {
    return buffer == other.buffer
        && byteOffset() < other.byteOffset() + other.bytes()
        && other.byteOffset() < byteOffset() + bytes();
  }

  /** Where its first element lies, for native code. */
  long address() {
    return buffer.address() + byteOffset();
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

  int getShort(int at) {
    return buffer.content().getShort(byteOffset() + at * Short.BYTES);
  }

  void putShort(int at, int value) {
    buffer.content().putShort(byteOffset() + at * Short.BYTES, (short) value);
  }

  /** Writes the first {@code count} elements of an array of their bits. */
  void put(int at, short[] from, int count) {
    buffer.shorts().put(offset + at, from, 0, count);
  }

  int getByte(int at) {
    return Byte.toUnsignedInt(buffer.content().get(byteOffset() + at));
  }

  void putByte(int at, int value) {
    buffer.content().put(byteOffset() + at, (byte) value);
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

  /** Writes the first {@code count} elements of an array of bytes, in the order of this machine. */
  void put(int at, byte[] from, int count) {
    int size = type.bytes();
    buffer.content().put(byteOffset() + at * size, from, 0, count * size);
  }

  void put(int at, int[] from, int start, int count) {
    ints.put(offset + at, from, start, count);
  }

  /** Copies the bits of {@code count} elements to the same place of a region of the same type. */
  void copyTo(int at, Region to, int count) {
    copyTo(at, to, at, count);
  }

  /** Copies the bits of {@code count} elements to a place of a region of the same type. */
  void copyTo(int at, Region to, int place, int count) {
    int size = type.bytes();
    int target = to.byteOffset() + place * size;
    to.buffer.content().put(target, buffer.content(), byteOffset() + at * size, count * size);
  }
}
