package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.BackendUnavailableException;
import dev.trine.DeviceLostException;
import dev.trine.OutOfDeviceMemoryException;
import dev.trine.TrineException;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Buffer;
import dev.trine.backend.Call;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.kernels.DeviceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user is told when the driver refuses, and what still works then. */
@ExtendWith(CudaSimulator.class)
class CudaFaultTest {
  private static final int ELEMENTS = 100;
  private static final int BYTES = ELEMENTS * Float.BYTES;

  @Test
  void namesTheOwnersWhenMemoryRunsOut() {
    try (Backend backend = open();
        Buffer weights = backend.allocate(BYTES, "weights")) {
      CudaSimulator.set("FAIL", "cuMemAlloc_v2:1:2");
      OutOfDeviceMemoryException failure =
          assertThrows(
              OutOfDeviceMemoryException.class, () -> backend.allocate(BYTES, "activations"));
      assertTrue(failure.getMessage().contains("activations"), failure.getMessage());
      assertTrue(failure.getMessage().contains(weights.owner()), failure.getMessage());
      backend.allocate(BYTES, "activations").close();
    }
  }

  @Test
  void namesTheKernelThatCannotBeLaunched() {
    try (Backend backend = open();
        Buffer buffer = backend.allocate(BYTES, "buffer");
        Call fill = backend.fill(1, buffer.view(DType.F32, 0, Shape.of(ELEMENTS)))) {
      CudaSimulator.set("FAIL", "cuLaunchKernel:1:700");
      DeviceLostException failure = assertThrows(DeviceLostException.class, fill::enqueue);
      assertTrue(failure.getMessage().contains("enqueuing kernel 'fill'"), failure.getMessage());
      assertTrue(failure.getMessage().contains("CUDA_ERROR_ILLEGAL_ADDRESS"), failure.getMessage());
      assertThrows(DeviceLostException.class, backend::synchronize);
    }
    assertRefused("enqueuing kernel 'fill' (CUDA_ERROR_ILLEGAL_ADDRESS");
  }

  @Test
  void namesTheLastKernelWhenAFaultIsFoundLater() {
    Backend backend = open();
    Buffer buffer = backend.allocate(BYTES, "buffer");
    backend.fill(1, buffer.view(DType.F32, 0, Shape.of(ELEMENTS))).enqueue();
    CudaSimulator.set("FAIL", "cuStreamSynchronize:1:719");
    DeviceLostException failure = assertThrows(DeviceLostException.class, backend::synchronize);
    assertTrue(failure.getMessage().contains("last was kernel 'fill'"), failure.getMessage());
    backend.close();
    assertRefused("last was kernel 'fill'");
  }

  @ParameterizedTest
  @CsvSource({
    "226, CUDA_ERROR_CONTAINED, Xid",
    "700, CUDA_ERROR_ILLEGAL_ADDRESS, ''",
    "702, CUDA_ERROR_LAUNCH_TIMEOUT, ''",
    "710, CUDA_ERROR_ASSERT, ''",
    "714, CUDA_ERROR_HARDWARE_STACK_ERROR, ''",
    "715, CUDA_ERROR_ILLEGAL_INSTRUCTION, ''",
    "716, CUDA_ERROR_MISALIGNED_ADDRESS, ''",
    "717, CUDA_ERROR_INVALID_ADDRESS_SPACE, ''",
    "718, CUDA_ERROR_INVALID_PC, ''",
    "719, CUDA_ERROR_LAUNCH_FAILED, ''",
    "721, CUDA_ERROR_TENSOR_MEMORY_LEAK, another CUDA library",
    "810, CUDA_ERROR_MPS_CLIENT_TERMINATED, ''",
    "911, CUDA_ERROR_EXTERNAL_DEVICE, another library"
  })
  void asksForAnotherProcessWhereCudaDoes(int code, String name, String hint) {
    try (Backend backend = open()) {
      String message = synchronizeWith(code, backend).getMessage();
      assertTrue(message.contains("(" + name + ", "), message);
      assertTrue(message.contains("Restart the process"), message);
      assertTrue(message.contains(hint), message);
    }
    assertRefused(name);
  }

  @ParameterizedTest
  @ValueSource(ints = {214, 220, 999})
  void isOpenedAnewWhereOnlyTheContextIsLost(int code) {
    try (Backend backend = open()) {
      String message = synchronizeWith(code, backend).getMessage();
      assertTrue(message.contains("open it anew"), message);
    }
    assertWorks();
  }

  @Test
  void namesACodeThatNobodyKnows() {
    CudaSimulator.set("FAIL", "cuMemAlloc_v2:1:4711");
    try (Backend backend = open()) {
      TrineException failure =
          assertThrows(TrineException.class, () -> backend.allocate(BYTES, "x"));
      assertTrue(failure.getMessage().contains("CUDA error 4711"), failure.getMessage());
    }
  }

  @Test
  void reportsFaultsOfUploadsBesideTheWork() {
    Backend backend = open();
    Buffer buffer = backend.allocate(BYTES, "buffer");
    HostBuffer host = backend.allocateHost(DType.F32, ELEMENTS);
    View view = buffer.view(DType.F32, 0, Shape.of(ELEMENTS));
    CudaSimulator.set("FAIL", "cuStreamWaitEvent:1:304");
    TrineException refused =
        assertThrows(
            TrineException.class, () -> backend.upload(host, view, backend.mark()).await());
    assertTrue(refused.getMessage().contains("having a queue wait"), refused.getMessage());
    backend.upload(host, view, backend.mark());
    // The second stream that is waited for.
    CudaSimulator.set("FAIL", "cuStreamSynchronize:2:719");
    String message = assertThrows(DeviceLostException.class, backend::synchronize).getMessage();
    assertTrue(message.contains("waiting for its queue"), message);
    backend.close();
    assertRefused("CUDA_ERROR_LAUNCH_FAILED");
  }

  @Test
  void reportsAtTheEndWhatNobodyAskedFor() {
    Backend backend = open();
    Buffer buffer = backend.allocate(BYTES, "buffer");
    backend.fill(1, buffer.view(DType.F32, 0, Shape.of(ELEMENTS))).enqueue();
    CudaSimulator.set("FAIL", "cuStreamSynchronize:*:719");
    assertThrows(DeviceLostException.class, backend::close);
    CudaSimulator.set("FAIL", "");
    assertRefused("waiting for its queue (CUDA_ERROR_LAUNCH_FAILED");
  }

  @Test
  void saysWhatADriverNeedsThatDoesNotTakeTheKernels() {
    CudaSimulator.set("FAIL", "cuModuleLoadDataEx:1:222");
    try (Backend backend = open();
        Buffer buffer = backend.allocate(BYTES, "buffer")) {
      BackendUnavailableException failure =
          assertThrows(
              BackendUnavailableException.class,
              () -> backend.fill(1, buffer.view(DType.F32, 0, Shape.of(ELEMENTS))));
      String message = failure.getMessage();
      assertTrue(message.contains("CUDA 12.6"), message);
      assertTrue(message.contains("PTX 7.0"), message);
      assertTrue(message.contains("CUDA_ERROR_UNSUPPORTED_PTX_VERSION"), message);
      assertTrue(message.contains("Install a later NVIDIA driver"), message);
    }
  }

  @Test
  void showsTheLogOfTheDriversCompiler() {
    String newer = ".version 9.9\n.target sm_75\n.address_size 64\n";
    CudaRuntime runtime =
        CudaRuntime.open(CudaDevice.describe(0), module -> new Ptx(module, newer), Ptx::render);
    try (Backend backend = DeviceBackend.of(runtime, BackendOptions.defaults());
        Buffer buffer = backend.allocate(BYTES, "buffer")) {
      BackendUnavailableException failure =
          assertThrows(
              BackendUnavailableException.class,
              () -> backend.fill(1, buffer.view(DType.F32, 0, Shape.of(ELEMENTS))));
      String log = CudaSimulator.lastFault();
      assertTrue(log.contains("9.9"), log);
      assertTrue(failure.getMessage().contains(log), failure.getMessage() + " lacks " + log);
    }
  }

  @Test
  void transfersFromOrdinaryMemoryWhereNoMoreCanBePinned() {
    CudaSimulator.set("FAIL", "cuMemAllocHost_v2:*:2");
    assertWorks();
  }

  @Test
  void failsWhereMemoryCannotBePinnedForAnotherReason() {
    CudaSimulator.set("FAIL", "cuMemAllocHost_v2:*:304");
    try (Backend backend = open()) {
      TrineException failure =
          assertThrows(TrineException.class, () -> backend.allocateHost(DType.F32, ELEMENTS));
      assertTrue(failure.getMessage().contains("pinning 400 bytes"), failure.getMessage());
      assertTrue(failure.getMessage().contains("OPERATING_SYSTEM"), failure.getMessage());
    }
  }

  /** Neither the queue of work, nor the one for uploads beside it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void givesBackTheContextWhereNoStreamCanBeMade(int stream) {
    CudaSimulator.set("FAIL", "cuStreamCreate:%s:2".formatted(stream));
    long destroyed = CudaSimulator.calls("cuStreamDestroy_v2");
    long retained = CudaSimulator.calls("cuDevicePrimaryCtxRetain");
    long released = CudaSimulator.calls("cuDevicePrimaryCtxRelease_v2");
    assertThrows(OutOfDeviceMemoryException.class, CudaFaultTest::open);
    assertEquals(retained + 1, CudaSimulator.calls("cuDevicePrimaryCtxRetain"));
    assertEquals(released + 1, CudaSimulator.calls("cuDevicePrimaryCtxRelease_v2"));
    assertEquals(destroyed + stream - 1, CudaSimulator.calls("cuStreamDestroy_v2"));
  }

  private static DeviceLostException synchronizeWith(int code, Backend backend) {
    CudaSimulator.set("FAIL", "cuStreamSynchronize:1:" + code);
    return assertThrows(DeviceLostException.class, backend::synchronize);
  }

  private static void assertRefused(String fault) {
    BackendUnavailableException refused =
        assertThrows(BackendUnavailableException.class, CudaFaultTest::open);
    assertTrue(refused.getMessage().contains(fault), refused.getMessage());
    assertTrue(refused.getMessage().endsWith("(restart the process)"), refused.getMessage());
  }

  private static void assertWorks() {
    try (Backend backend = open();
        Buffer buffer = backend.allocate(BYTES, "buffer");
        HostBuffer host = backend.allocateHost(DType.F32, ELEMENTS)) {
      host.set(ELEMENTS - 1, 7);
      backend.upload(host, buffer.view(DType.F32, 0, Shape.of(ELEMENTS))).await();
      host.set(ELEMENTS - 1, 0);
      backend.download(buffer.view(DType.F32, 0, Shape.of(ELEMENTS)), host).await();
      assertEquals(7, host.get(ELEMENTS - 1));
    }
  }

  private static Backend open() {
    return new CudaProvider().open(0, BackendOptions.defaults());
  }
}
