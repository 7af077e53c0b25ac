package dev.trine.cuda;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Precision;
import dev.trine.kernels.DeviceKernel;

/**
 * What a simulated device is, and is opened with.
 *
 * @param capability its compute capability, 10 · major + minor
 */
record Opening(int capability, Precision precision) {
  /** Without tensor cores. */
  static final Opening PLAIN = new Opening(CudaDevice.LEAST_CAPABILITY, Precision.BF16_MIXED);

  /** With which a device has a kernel. */
  static Opening of(DeviceKernel kernel) {
    Precision precision =
        switch (kernel.operands()) {
          case F32 -> Precision.F32;
          case BF16 -> Precision.BF16_MIXED;
          case TF32 -> Precision.TF32;
        };
    return new Opening(
        kernel.needsTensorCores() ? CudaDevice.TENSOR_CORES : CudaDevice.LEAST_CAPABILITY,
        precision);
  }

  boolean hasTensorCores() {
    return capability >= CudaDevice.TENSOR_CORES;
  }

  /** The device is of this kind from now on. */
  void choose() {
    CudaSimulator.set("CC", Integer.toString(capability));
  }

  BackendOptions options() {
    return BackendOptions.defaults().withPrecision(precision);
  }

  Backend open() {
    choose();
    return new CudaProvider().open(0, options());
  }

  @Override
  public String toString() {
    return "sm_%s, %s".formatted(capability, precision);
  }
}
