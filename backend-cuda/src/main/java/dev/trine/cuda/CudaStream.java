package dev.trine.cuda;

import static jcuda.driver.CUresult.CUDA_SUCCESS;
import static jcuda.driver.CUstream_flags.CU_STREAM_NON_BLOCKING;

import dev.trine.TrineException;
import dev.trine.backend.Device;
import jcuda.driver.CUcontext;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;

/**
 * A device's primary context, which all its users in the process share, and a stream of one's own
 * in it. Every call of the driver that is about the context comes after {@link #enter}.
 */
final class CudaStream implements AutoCloseable {
  private final CudaDevice target;
  private final CUcontext context;
  private final CUstream stream;
  private volatile String last;
  private volatile boolean lost;

  private CudaStream(CudaDevice target, CUcontext context, CUstream stream) {
    this.target = target;
    this.context = context;
    this.stream = stream;
  }

  static CudaStream open(CudaDevice target) {
    Device device = target.device();
    CUcontext context = new CUcontext();
    int code = JCudaDriver.cuDevicePrimaryCtxRetain(context, target.id());
    if (code != CUDA_SUCCESS) {
      throw Errors.translate(device, "opening it", null, code);
    }
    CUstream stream = new CUstream();
    code = JCudaDriver.cuCtxSetCurrent(context);
    if (code == CUDA_SUCCESS) {
      // Non-blocking: else it would wait for whatever others do on the default stream.
      code = JCudaDriver.cuStreamCreate(stream, CU_STREAM_NON_BLOCKING);
    }
    if (code != CUDA_SUCCESS) {
      release(target);
      throw Errors.translate(device, "opening it", null, code);
    }
    return new CudaStream(target, context, stream);
  }

  Device device() {
    return target.device();
  }

  DriverVersion driver() {
    return target.driver();
  }

  /**
   * Makes the context this thread's. Always, because a backend may be handed from thread to thread
   * and a thread may use several devices; the call costs a fraction of a launch.
   */
  void enter() {
    int code = JCudaDriver.cuCtxSetCurrent(context);
    if (code != CUDA_SUCCESS) {
      throw failure(code, "entering its context");
    }
  }

  CUstream handle() {
    return stream;
  }

  /** Remembers what to name when a fault is found later. */
  void enqueued(String what) {
    last = what;
  }

  /**
   * @param doing what failed, as "enqueuing kernel 'chain'"
   */
  void check(int code, String doing) {
    if (code != CUDA_SUCCESS) {
      throw failure(code, doing);
    }
  }

  TrineException failure(int code, String doing) {
    lost |= Errors.isLost(code);
    return Errors.translate(device(), doing, last, code);
  }

  /** Waits for all that was enqueued; reports faults of it. */
  void synchronize() {
    enter();
    check(JCudaDriver.cuStreamSynchronize(stream), "waiting for its queue");
  }

  /** As {@link #synchronize}, before giving something back; faults are reported elsewhere. */
  void settle() {
    JCudaDriver.cuCtxSetCurrent(context);
    JCudaDriver.cuStreamSynchronize(stream);
  }

  /** Whether a fault that ends the context was reported already. */
  boolean isLost() {
    return lost;
  }

  @Override
  public void close() {
    JCudaDriver.cuCtxSetCurrent(context);
    JCudaDriver.cuStreamDestroy(stream);
    release(target);
  }

  private static void release(CudaDevice target) {
    // A thread must not keep a context current that may be gone.
    JCudaDriver.cuCtxSetCurrent(new CUcontext());
    JCudaDriver.cuDevicePrimaryCtxRelease(target.id());
  }
}
