package dev.trine.opencl;

import static org.jocl.CL.CL_DEVICE_GLOBAL_MEM_SIZE;
import static org.jocl.CL.CL_DEVICE_HOST_UNIFIED_MEMORY;
import static org.jocl.CL.CL_DEVICE_LOCAL_MEM_SIZE;
import static org.jocl.CL.CL_DEVICE_MAX_COMPUTE_UNITS;
import static org.jocl.CL.CL_DEVICE_MAX_MEM_ALLOC_SIZE;
import static org.jocl.CL.CL_DEVICE_MAX_WORK_GROUP_SIZE;
import static org.jocl.CL.CL_DEVICE_NAME;
import static org.jocl.CL.CL_DEVICE_SINGLE_FP_CONFIG;
import static org.jocl.CL.CL_DEVICE_TYPE;
import static org.jocl.CL.CL_DEVICE_TYPE_CPU;
import static org.jocl.CL.CL_DEVICE_TYPE_GPU;
import static org.jocl.CL.CL_DRIVER_VERSION;
import static org.jocl.CL.clGetDeviceInfo;

import dev.trine.backend.Device;
import dev.trine.kernels.Limits;
import org.jocl.cl_device_id;

/**
 * A device with what this backend needs to know of it.
 *
 * @param onHost whether it computes on the host's own cores, in the host's own memory
 */
record OpenClDevice(
    Platform platform, cl_device_id id, Device device, Limits limits, boolean onHost) {
  /** OpenCL does not say; as of most GPUs. */
  private static final int FMAS_PER_CLOCK = 128;

  static OpenClDevice describe(Platform platform, cl_device_id id, int index) {
    Device device =
        new Device(
            OpenClProvider.NAME,
            index,
            text(id, CL_DEVICE_NAME),
            "",
            "%s, %s, driver %s"
                .formatted(platform.name(), platform.version(), text(id, CL_DRIVER_VERSION)),
            kind(platform, id),
            number(id, CL_DEVICE_GLOBAL_MEM_SIZE),
            number(id, CL_DEVICE_MAX_MEM_ALLOC_SIZE));
    Limits limits =
        new Limits(
            (int) number(id, CL_DEVICE_MAX_WORK_GROUP_SIZE),
            (int) Math.min(Integer.MAX_VALUE, number(id, CL_DEVICE_LOCAL_MEM_SIZE)),
            (int) number(id, CL_DEVICE_MAX_COMPUTE_UNITS),
            FMAS_PER_CLOCK);
    return new OpenClDevice(platform, id, device, limits, device.kind() == Device.Kind.CPU);
  }

  FloatArithmetic floats() {
    return new FloatArithmetic(number(id, CL_DEVICE_SINGLE_FP_CONFIG));
  }

  private static Device.Kind kind(Platform platform, cl_device_id id) {
    long type = number(id, CL_DEVICE_TYPE);
    // Oclgrind calls its interpreter every kind of device at once.
    if (platform.isInterpreter() || (type & CL_DEVICE_TYPE_CPU) != 0) {
      return Device.Kind.CPU;
    }
    if ((type & CL_DEVICE_TYPE_GPU) == 0) {
      return Device.Kind.OTHER;
    }
    return sharesHostMemory(id) ? Device.Kind.INTEGRATED_GPU : Device.Kind.DISCRETE_GPU;
  }

  /** Deprecated since OpenCL 2.0, still answered by every driver, and without a successor. */
  @SuppressWarnings("deprecation")
  private static boolean sharesHostMemory(cl_device_id id) {
    return number(id, CL_DEVICE_HOST_UNIFIED_MEMORY) != 0;
  }

  private static String text(cl_device_id id, int property) {
    return Info.text((s, v, n) -> clGetDeviceInfo(id, property, s, v, n));
  }

  private static long number(cl_device_id id, int property) {
    return Info.number((s, v, n) -> clGetDeviceInfo(id, property, s, v, n));
  }
}
