package dev.trine.opencl;

import dev.trine.DeviceLostException;
import dev.trine.OutOfDeviceMemoryException;
import dev.trine.TrineException;
import dev.trine.backend.Device;
import java.util.Set;
import org.jocl.CL;
import org.jocl.CLException;

/** What OpenCL's status codes mean to a user. */
final class Errors {
  private static final Set<Integer> OUT_OF_MEMORY =
      Set.of(
          CL.CL_MEM_OBJECT_ALLOCATION_FAILURE, CL.CL_OUT_OF_HOST_MEMORY, CL.CL_INVALID_BUFFER_SIZE);

  /** Reported by drivers after a kernel was stopped or the device reset; NVIDIA's has its own. */
  private static final Set<Integer> LOST =
      Set.of(
          CL.CL_DEVICE_NOT_AVAILABLE,
          CL.CL_OUT_OF_RESOURCES,
          CL.CL_INVALID_COMMAND_QUEUE,
          CL.CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST,
          -9999);

  private Errors() {}

  static boolean isOutOfMemory(CLException failure) {
    // A driver that allocates at once has nothing else it could be short of then.
    return OUT_OF_MEMORY.contains(failure.getStatus())
        || failure.getStatus() == CL.CL_OUT_OF_RESOURCES;
  }

  /**
   * @param doing what failed, as "enqueuing kernel 'chain'"
   */
  static TrineException translate(Device device, String doing, CLException failure) {
    String code = CL.stringFor_errorCode(failure.getStatus());
    if (OUT_OF_MEMORY.contains(failure.getStatus())) {
      return new OutOfDeviceMemoryException(
          "%s ran out of memory when %s (%s). Use a smaller batch or network."
              .formatted(device, doing, code),
          failure);
    }
    if (LOST.contains(failure.getStatus())) {
      return new DeviceLostException(
          "%s stopped working when %s (%s). Close this backend and open it anew."
              .formatted(device, doing, code),
          failure);
    }
    return new TrineException("%s failed when %s: %s".formatted(device, doing, code), failure);
  }
}
