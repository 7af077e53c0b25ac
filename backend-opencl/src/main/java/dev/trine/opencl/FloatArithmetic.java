package dev.trine.opencl;

import static org.jocl.CL.CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT;
import static org.jocl.CL.CL_FP_DENORM;
import static org.jocl.CL.CL_FP_FMA;

import java.util.ArrayList;
import java.util.List;

/**
 * How a device computes with single precision.
 *
 * @param config its {@code CL_DEVICE_SINGLE_FP_CONFIG}
 */
record FloatArithmetic(long config) {
  /** Whether it offers to round quotients and square roots correctly. */
  boolean roundsDivisions() {
    return has(CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT);
  }

  /** Why its results may have other bits than IEEE 754 wants; empty where they have those. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    if (!has(CL_FP_FMA)) {
      faults.add("does not fuse products with sums");
    }
    if (!roundsDivisions()) {
      faults.add("does not round quotients and square roots correctly");
    }
    if (!has(CL_FP_DENORM)) {
      faults.add("takes subnormal numbers for 0");
    }
    return faults;
  }

  private boolean has(long flag) {
    return (config & flag) != 0;
  }
}
