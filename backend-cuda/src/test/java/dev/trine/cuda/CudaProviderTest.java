package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.BackendUnavailableException;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.backend.Candidate;
import dev.trine.backend.Device;
import dev.trine.backend.Precision;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found with drivers and devices of several kinds. */
@Tag("every-java")
@ExtendWith(CudaSimulator.class)
class CudaProviderTest {
  private final CudaProvider provider = new CudaProvider();

  @Test
  void findsDevices() {
    CudaSimulator.set("DEVICES", "2");
    List<Candidate> candidates = provider.candidates(false);
    assertEquals(2, candidates.size());
    Device device = candidates.get(1).device();
    assertEquals("cuda:1", device.selector());
    assertEquals("Simulated CUDA device 1", device.name());
    assertEquals("GPU-63756461-7369-6d2d-6465-766963652d01", device.uuid());
    assertTrue(device.driver().startsWith("CUDA 12.6"), device.driver());
    assertTrue(device.driver().endsWith("compute capability 7.5"), device.driver());
    assertEquals(Device.Kind.DISCRETE_GPU, device.kind());
    assertEquals(4L << 30, device.memoryBytes());
  }

  @Test
  void isChosenByUuid() {
    CudaSimulator.set("DEVICES", "2");
    try (Backend backend = Backends.open("cuda:766963652d01", BackendOptions.defaults())) {
      assertEquals("cuda:1", backend.device().selector());
    }
  }

  @Test
  void isChosenByName() {
    try (Backend backend = Backends.open("cuda:0", BackendOptions.defaults())) {
      assertEquals("cuda", backend.device().backend());
    }
  }

  @ParameterizedTest
  @CsvSource({"75, BF16_MIXED", "80, BF16_MIXED", "80, TF32"})
  void passesTheSelfCheckInEachPrecision(String capability, Precision precision) {
    CudaSimulator.set("CC", capability);
    BackendOptions options = BackendOptions.defaults().withPrecision(precision);
    try (Backend backend = Backends.open("cuda:0", options)) {
      assertEquals(precision, backend.precision());
    }
  }

  @Test
  void hasNoTensorFloatsWithoutTensorCoresForThem() {
    CudaSimulator.set("CC", "75");
    BackendOptions options = BackendOptions.defaults().withPrecision(Precision.TF32);
    String message =
        assertThrows(BackendUnavailableException.class, () -> provider.open(0, options))
            .getMessage();
    assertTrue(message.contains("compute capability 7.5"), message);
    assertTrue(message.contains("since 8.0; open it with Precision.F32"), message);
  }

  @Test
  void isChosenBeforeTheCpu() {
    try (Backend backend = Backends.open("auto", BackendOptions.defaults())) {
      assertEquals("cuda", backend.device().backend());
    }
  }

  @Test
  void saysThatTheDriverFindsNoDevice() {
    CudaSimulator.set("DEVICES", "0");
    assertUnavailable("the NVIDIA driver for CUDA 12.6 finds no device", "nvidia-smi");
  }

  @Test
  void saysThatTheDriverIsTooOld() {
    CudaSimulator.set("DRIVER", "10020");
    assertUnavailable("knows CUDA up to 10.2, and the kernels need 11.0", "450 or later");
  }

  @Test
  void takesTheOldestDriverThatKnowsTheKernels() {
    CudaSimulator.set("DRIVER", "11000");
    Backends.open("cuda", BackendOptions.defaults()).close();
  }

  @Test
  void saysThatTheArchitectureIsTooOld() {
    CudaSimulator.set("CC", "61");
    Candidate candidate =
        assertUnavailable("compute capability 6.1, and the kernels need 7.5", "opencl");
    assertEquals("cuda:0", candidate.device().selector());
  }

  @ParameterizedTest
  @CsvSource({
    "803, does not start: CUDA_ERROR_SYSTEM_DRIVER_MISMATCH, restart the machine",
    "802, does not start: CUDA_ERROR_SYSTEM_NOT_READY, nvidia-fabricmanager",
    // Another library of the process has met a fault.
    "700, answers CUDA_ERROR_ILLEGAL_ADDRESS, restart the process"
  })
  void saysWhyTheDriverDoesNotStart(int code, String reason, String remedy) {
    CudaSimulator.set("FAIL", "cuInit:*:" + code);
    assertUnavailable(reason, remedy);
  }

  @Test
  void saysWhichDeviceDoesNotAnswer() {
    CudaSimulator.set("DEVICES", "2");
    CudaSimulator.set("FAIL", "cuDeviceTotalMem_v2:1:999");
    List<Candidate> candidates = provider.candidates(true);
    assertFalse(candidates.get(0).isUsable());
    assertEquals("cuda:0", candidates.get(0).selector());
    assertTrue(candidates.get(1).isUsable());
  }

  @Test
  void opensNoDeviceThatIsNotThere() {
    BackendUnavailableException failure =
        assertThrows(
            BackendUnavailableException.class, () -> provider.open(3, BackendOptions.defaults()));
    assertTrue(failure.getMessage().contains("cuda:3"), failure.getMessage());
  }

  private Candidate assertUnavailable(String reason, String remedy) {
    List<Candidate> candidates = provider.candidates(true);
    assertEquals(1, candidates.size(), candidates.toString());
    Candidate only = candidates.get(0);
    assertFalse(only.isUsable());
    assertTrue(only.unavailable().contains(reason), only.unavailable());
    assertTrue(only.remedy().contains(remedy), only.remedy());
    assertThrows(
        BackendUnavailableException.class, () -> provider.open(0, BackendOptions.defaults()));
    return only;
  }
}
