package dev.trine.cpu;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/**
 * Asks Linux to back large memory by large pages, which its usual setting grants only on request.
 * Passes over a tensor become a quarter faster by it, and whole training steps by some percent.
 */
final class HugePages {
  private static final long PAGE = 2 << 20;
  private static final long WORTHWHILE = 2 * PAGE;
  private static final int MADV_HUGEPAGE = 14;
  private static final Function ADVISE = find();

  private HugePages() {}

  /** Gives the advice; whether it is taken makes no difference but to speed. */
  static void adviseFor(long address, long size) {
    if (ADVISE != null && size >= WORTHWHILE) {
      long start = (address + PAGE - 1) & -PAGE;
      long end = (address + size) & -PAGE;
      ADVISE.invokeInt(
          new Object[] {new Pointer(start), new NativeLong(end - start), MADV_HUGEPAGE});
    }
  }

  private static Function find() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return null;
    }
    try {
      return NativeLibrary.getInstance("c").getFunction("madvise");
    } catch (UnsatisfiedLinkError noSuchFunction) {
      return null;
    }
  }
}
