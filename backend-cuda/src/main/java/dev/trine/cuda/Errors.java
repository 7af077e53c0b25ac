package dev.trine.cuda;

import dev.trine.DeviceLostException;
import dev.trine.OutOfDeviceMemoryException;
import dev.trine.TrineException;
import dev.trine.backend.Device;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/** What the driver's result codes mean to a user. */
final class Errors {
  private Errors() {}

  static boolean isLost(int code) {
    return Loss.of(code) != Loss.NOTHING;
  }

  /** The code's name and the driver's words for it: the driver may be younger than JCuda. */
  static String describe(int code) {
    String[] name = new String[1];
    String[] words = new String[1];
    JCudaDriver.cuGetErrorName(code, name);
    JCudaDriver.cuGetErrorString(code, words);
    return (name[0] == null ? "CUDA error " + code : name[0])
        + (words[0] == null ? "" : ", " + words[0]);
  }

  /** For what concerns no open device yet. */
  static void check(int code, String doing) {
    if (code == CUresult.CUDA_SUCCESS) {
      return;
    }
    String what = "CUDA fails when %s: %s".formatted(doing, describe(code));
    ProcessFault.remember(code, what);
    throw new TrineException(what);
  }

  /**
   * The exception for a result. A fault that ends the process's use of CUDA is remembered.
   *
   * @param doing what failed, as "enqueuing kernel 'chain'"
   * @param last what was enqueued last, the first suspect for a fault found later; null if nothing
   */
  static TrineException translate(Device device, String doing, String last, int code) {
    if (code == CUresult.CUDA_ERROR_OUT_OF_MEMORY) {
      return new OutOfDeviceMemoryException(
          "%s ran out of memory when %s (%s). Use a smaller batch or network."
              .formatted(device, doing, describe(code)));
    }
    if (!isLost(code)) {
      return new TrineException("%s failed when %s: %s".formatted(device, doing, describe(code)));
    }
    String what =
        "%s stopped working when %s (%s)%s"
            .formatted(
                device, doing, describe(code), last == null ? "" : "; enqueued last was " + last);
    ProcessFault.remember(code, what);
    return new DeviceLostException("%s. %s.".formatted(what, remedy(code)));
  }

  private static String remedy(int code) {
    if (Loss.of(code) == Loss.CONTEXT) {
      return "Close all backends on it and open it anew; if that does not help, restart the process";
    }
    String restart = "Restart the process: CUDA does nothing more in this one";
    return switch (code) {
      case Loss.CONTAINED ->
          restart
              + ". If it happens again, look in the system's log for Xid, which names the fault";
      case Loss.TENSOR_MEMORY_LEAK ->
          restart + ". Trine uses no tensor memory: another CUDA library in it does";
      case CUresult.CUDA_ERROR_EXTERNAL_DEVICE ->
          restart + ". Trine waits for no device outside of CUDA: another library in it does";
      default -> restart;
    };
  }
}
