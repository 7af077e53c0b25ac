package dev.trine.cuda;

import java.util.Set;
import jcuda.driver.CUresult;

/** What a result of the driver ends, by what NVIDIA's headers say of it. */
enum Loss {
  NOTHING,
  /** The context; another can be made. */
  CONTEXT,
  /** All use of CUDA by this process, on every device. */
  PROCESS;

  /**
   * The GPU contained a fault, of its hardware or of another's memory; JCuda has no name for it.
   */
  static final int CONTAINED = 226;

  /** A kernel kept memory of the tensor cores when it ended; JCuda has no name for it. */
  static final int TENSOR_MEMORY_LEAK = 721;

  private static final Set<Integer> ENDS_CONTEXT =
      Set.of(
          CUresult.CUDA_ERROR_DEINITIALIZED,
          CUresult.CUDA_ERROR_INVALID_CONTEXT,
          CUresult.CUDA_ERROR_ECC_UNCORRECTABLE,
          CUresult.CUDA_ERROR_NVLINK_UNCORRECTABLE,
          CUresult.CUDA_ERROR_CONTEXT_IS_DESTROYED,
          CUresult.CUDA_ERROR_UNKNOWN);

  /** After these a process has to end, by cuda.h or, after an assert, by the runtime's header. */
  private static final Set<Integer> ENDS_PROCESS =
      Set.of(
          CONTAINED,
          CUresult.CUDA_ERROR_ILLEGAL_ADDRESS,
          CUresult.CUDA_ERROR_LAUNCH_TIMEOUT,
          CUresult.CUDA_ERROR_ASSERT,
          CUresult.CUDA_ERROR_HARDWARE_STACK_ERROR,
          CUresult.CUDA_ERROR_ILLEGAL_INSTRUCTION,
          CUresult.CUDA_ERROR_MISALIGNED_ADDRESS,
          CUresult.CUDA_ERROR_INVALID_ADDRESS_SPACE,
          CUresult.CUDA_ERROR_INVALID_PC,
          CUresult.CUDA_ERROR_LAUNCH_FAILED,
          TENSOR_MEMORY_LEAK,
          CUresult.CUDA_ERROR_MPS_CLIENT_TERMINATED,
          CUresult.CUDA_ERROR_EXTERNAL_DEVICE);

  static Loss of(int code) {
    if (ENDS_PROCESS.contains(code)) {
      return PROCESS;
    }
    return ENDS_CONTEXT.contains(code) ? CONTEXT : NOTHING;
  }
}
