package dev.trine.cpu;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Memory outside the Java heap, aligned to a cache line. Java's own direct buffers count against
 * {@code -XX:MaxDirectMemorySize}, which is the size of the heap by default, and are given back
 * only when the garbage collector finds them; so this comes from the C library. Only where that
 * cannot be reached, because JNA's native part does not load, are direct buffers used after all.
 */
final class NativeMemory implements AutoCloseable {
  static final int ALIGNMENT = 64;

  /** Why the C library cannot be reached; null if it can. */
  private static final LinkageError UNREACHABLE = tryMalloc();

  private final ByteBuffer bytes;

  /** What the C library returned; 0 for a direct buffer. */
  private long allocated;

  private NativeMemory(ByteBuffer bytes, long allocated) {
    this.bytes = bytes.order(ByteOrder.nativeOrder());
    this.allocated = allocated;
  }

  /** Throws why there are no {@linkplain #address addresses} for native code, if there are none. */
  static void requireAddresses() {
    if (UNREACHABLE != null) {
      throw UNREACHABLE;
    }
  }

  /** Memory of undefined content; null if there is not so much. */
  static NativeMemory allocate(long size) {
    if (UNREACHABLE != null) {
      return allocateDirect(size);
    }
    long padded = Math.max(size, 1) + ALIGNMENT;
    long allocated = Native.malloc(padded);
    if (allocated == 0) {
      return null;
    }
    HugePages.adviseFor(allocated, padded);
    return new NativeMemory(new Pointer(aligned(allocated)).getByteBuffer(0, size), allocated);
  }

  /** All of it, in the order of this machine; never to be touched after {@link #close}. */
  ByteBuffer bytes() {
    return bytes;
  }

  /** Where it begins, for native code. */
  long address() {
    requireAddresses();
    return aligned(allocated);
  }

  @Override
  public void close() {
    if (allocated != 0) {
      Native.free(allocated);
      allocated = 0;
    }
  }

  private static long aligned(long address) {
    return (address + ALIGNMENT - 1) & -ALIGNMENT;
  }

  private static NativeMemory allocateDirect(long size) {
    try {
      // Both ends of an aligned slice are aligned, so that it takes this much for it to hold all.
      int padded = (int) aligned(size) + ALIGNMENT;
      ByteBuffer slice = ByteBuffer.allocateDirect(padded).alignedSlice(ALIGNMENT);
      return new NativeMemory(slice.slice(0, (int) size), 0);
    } catch (OutOfMemoryError none) {
      return null;
    }
  }

  private static LinkageError tryMalloc() {
    try {
      mallocQuietly();
      return null;
    } catch (LinkageError unreachable) {
      return unreachable;
    }
  }

  /** Where JNA cannot tidy up its folder it logs the stack; what matters it throws as well. */
  private static void mallocQuietly() {
    Logger ofJna = Logger.getLogger("com.sun.jna.Native");
    Level before = ofJna.getLevel();
    ofJna.setLevel(Level.OFF);
    try {
      Native.free(Native.malloc(1));
    } finally {
      ofJna.setLevel(before);
    }
  }
}
