package dev.trine.cuda;

import static jcuda.driver.CUresult.CUDA_SUCCESS;

import dev.trine.TrineException;
import dev.trine.backend.Device;
import jcuda.driver.CUcontext;
import jcuda.driver.JCudaDriver;

/**
 * A device's primary context, which all its users in the process share. Every call of the driver
 * that is about it comes after {@link #enter}.
 */
final class CudaContext implements AutoCloseable {
  private final CudaDevice target;
  private final CUcontext context;
  private volatile String last;
  private volatile boolean lost;

  private CudaContext(CudaDevice target, CUcontext context) {
    this.target = target;
    this.context = context;
  }

  static CudaContext open(CudaDevice target) {
    CUcontext context = new CUcontext();
    int code = JCudaDriver.cuDevicePrimaryCtxRetain(context, target.id());
    if (code != CUDA_SUCCESS) {
      throw Errors.translate(target.device(), "opening it", null, code);
    }
    return new CudaContext(target, context);
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
    check(enterUnchecked(), "entering its context");
  }

  /** As {@link #enter}, to give something back whether or not the device still answers. */
  int enterUnchecked() {
    return JCudaDriver.cuCtxSetCurrent(context);
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

  /** Whether a fault that ends the context was reported already. */
  boolean isLost() {
    return lost;
  }

  @Override
  public void close() {
    // A thread must not keep a context current that may be gone.
    JCudaDriver.cuCtxSetCurrent(new CUcontext());
    JCudaDriver.cuDevicePrimaryCtxRelease(target.id());
  }
}
