package dev.trine.cuda;

import dev.trine.DeviceLostException;
import dev.trine.OutOfDeviceMemoryException;
import dev.trine.TrineException;
import dev.trine.backend.Device;
import java.util.Set;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/** What the driver's result codes mean to a user. */
final class Errors {
  /** After these a context answers nothing else any more. */
  private static final Set<Integer> LOST =
      Set.of(
          CUresult.CUDA_ERROR_DEINITIALIZED,
          CUresult.CUDA_ERROR_INVALID_CONTEXT,
          CUresult.CUDA_ERROR_ECC_UNCORRECTABLE,
          CUresult.CUDA_ERROR_NVLINK_UNCORRECTABLE,
          CUresult.CUDA_ERROR_ILLEGAL_ADDRESS,
          CUresult.CUDA_ERROR_LAUNCH_TIMEOUT,
          CUresult.CUDA_ERROR_CONTEXT_IS_DESTROYED,
          CUresult.CUDA_ERROR_ASSERT,
          CUresult.CUDA_ERROR_HARDWARE_STACK_ERROR,
          CUresult.CUDA_ERROR_ILLEGAL_INSTRUCTION,
          CUresult.CUDA_ERROR_MISALIGNED_ADDRESS,
          CUresult.CUDA_ERROR_INVALID_ADDRESS_SPACE,
          CUresult.CUDA_ERROR_INVALID_PC,
          CUresult.CUDA_ERROR_LAUNCH_FAILED,
          CUresult.CUDA_ERROR_MPS_CLIENT_TERMINATED,
          CUresult.CUDA_ERROR_UNKNOWN);

  private Errors() {}

  static boolean isLost(int code) {
    return LOST.contains(code);
  }

  /** The code's name and the driver's words for it. */
  static String describe(int code) {
    String[] words = new String[1];
    JCudaDriver.cuGetErrorString(code, words);
    return CUresult.stringFor(code) + (words[0] == null ? "" : ", " + words[0]);
  }

  /** For what concerns no open device yet. */
  static void check(int code, String doing) {
    if (code != CUresult.CUDA_SUCCESS) {
      throw new TrineException("CUDA fails when %s: %s".formatted(doing, describe(code)));
    }
  }

  /**
   * @param doing what failed, as "enqueuing kernel 'chain'"
   * @param last what was enqueued last, the first suspect for a fault found later; null if nothing
   */
  static TrineException translate(Device device, String doing, String last, int code) {
    if (code == CUresult.CUDA_ERROR_OUT_OF_MEMORY) {
      return new OutOfDeviceMemoryException(
          "%s ran out of memory when %s (%s). Use a smaller batch or network."
              .formatted(device, doing, describe(code)));
    }
    if (isLost(code)) {
      return new DeviceLostException(
          "%s stopped working when %s (%s)%s. Close all backends on it and open it anew; if that does not help, restart the process."
              .formatted(
                  device,
                  doing,
                  describe(code),
                  last == null ? "" : "; enqueued last was " + last));
    }
    return new TrineException("%s failed when %s: %s".formatted(device, doing, describe(code)));
  }
}
