package dev.trine.cuda;

import jcuda.Pointer;

/** Reads the address in a JCuda pointer, which JCuda shows to subclasses only. */
final class NativeAddress extends Pointer {
  private NativeAddress(Pointer pointer) {
    super(pointer);
  }

  /** The address of device memory, or of host memory that the driver allocated. */
  static long of(Pointer pointer) {
    return new NativeAddress(pointer).getNativePointer();
  }
}
