package dev.trine.cuda;

import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_INTEGRATED;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_BLOCK;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT;

import dev.trine.BackendUnavailableException;
import dev.trine.backend.Device;
import dev.trine.backend.Precision;
import dev.trine.backend.internal.PrecisionRefusal;
import dev.trine.backend.internal.Unavailable;
import dev.trine.kernels.Limits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import jcuda.driver.CUdevice;
import jcuda.driver.CUuuid;
import jcuda.driver.JCudaDriver;

/**
 * A device with what this backend needs to know of it.
 *
 * @param capability the compute capability, 10 · major + minor
 */
record CudaDevice(CUdevice id, Device device, Limits limits, DriverVersion driver, int capability) {
  /** Turing: the least that the kernels' PTX is compiled for. */
  static final int LEAST_CAPABILITY = 75;

  /** Ampere: the first whose tensor cores take BF16 and TF32. */
  static final int TENSOR_CORES = 80;

  private static final int NAME_BYTES = 256;

  static CudaDevice describe(int index) {
    String doing = "asking device %s of what kind it is".formatted(index);
    CUdevice id = new CUdevice();
    Errors.check(JCudaDriver.cuDeviceGet(id, index), doing);
    byte[] name = new byte[NAME_BYTES];
    Errors.check(JCudaDriver.cuDeviceGetName(name, NAME_BYTES, id), doing);
    long[] memory = new long[1];
    Errors.check(JCudaDriver.cuDeviceTotalMem(memory, id), doing);
    int capability =
        10 * attribute(id, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR)
            + attribute(id, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR);
    DriverVersion driver = DriverVersion.installed();
    Device device =
        new Device(
            CudaProvider.NAME,
            index,
            new String(name, StandardCharsets.UTF_8).replace("\0", "").strip(),
            uuid(id, doing),
            driver.description() + ", compute capability " + decimal(capability),
            attribute(id, CU_DEVICE_ATTRIBUTE_INTEGRATED) != 0
                ? Device.Kind.INTEGRATED_GPU
                : Device.Kind.DISCRETE_GPU,
            memory[0],
            memory[0]);
    Limits limits =
        new Limits(
            attribute(id, CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_BLOCK),
            attribute(id, CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK),
            attribute(id, CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT),
            fmasPerClock(capability));
    return new CudaDevice(id, device, limits, driver, capability);
  }

  /**
   * Of a multiprocessor: Turing's and the A100's have half of what all others since have (CUDA C++
   * Programming Guide, "Throughput of Native Arithmetic Instructions").
   */
  static int fmasPerClock(int capability) {
    return capability <= TENSOR_CORES ? 64 : 128;
  }

  boolean hasTensorCores() {
    return capability >= TENSOR_CORES;
  }

  /** Empty where its products can be of that precision. */
  Optional<BackendUnavailableException> refusal(Precision precision) {
    return precision == Precision.TF32 && !hasTensorCores()
        ? Optional.of(
            PrecisionRefusal.of(
                device,
                precision,
                "it has compute capability %s, and tensor cores take that since %s"
                    .formatted(decimal(capability), decimal(TENSOR_CORES))))
        : Optional.empty();
  }

  /** Empty where the kernels can run on it. */
  Optional<Unavailable> refusal() {
    return capability >= LEAST_CAPABILITY
        ? Optional.empty()
        : Optional.of(
            new Unavailable(
                "%s has compute capability %s, and the kernels need %s"
                    .formatted(device.name(), decimal(capability), decimal(LEAST_CAPABILITY)),
                "use it through OpenCL: opencl"));
  }

  /** As nvidia-smi writes it. */
  private static String uuid(CUdevice id, String doing) {
    CUuuid uuid = new CUuuid();
    Errors.check(JCudaDriver.cuDeviceGetUuid(uuid, id), doing);
    ByteBuffer bytes = ByteBuffer.wrap(uuid.bytes);
    return "GPU-" + new UUID(bytes.getLong(), bytes.getLong());
  }

  private static String decimal(int capability) {
    return capability / 10 + "." + capability % 10;
  }

  private static int attribute(CUdevice id, int attribute) {
    int[] value = new int[1];
    int code = JCudaDriver.cuDeviceGetAttribute(value, attribute, id);
    Errors.check(code, "asking for attribute %s of a device".formatted(attribute));
    return value[0];
  }
}
