package dev.trine.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.OutOfDeviceMemoryException;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.backend.Buffer;
import dev.trine.backend.Device;
import dev.trine.tensor.DType;
import org.junit.jupiter.api.Test;

class OpenClBackendTest {
  private static final long LIMIT = 1 << 20;

  @Test
  void isChosenByNameAndPassesTheSelfCheck() {
    Device device = Required.devices().get(0).device();
    try (Backend backend = Backends.open(device.selector(), BackendOptions.defaults())) {
      assertEquals(device, backend.device());
    }
  }

  @Test
  void outOfMemorySaysWhoHoldsWhat() {
    int index = Required.devices().get(0).device().index();
    BackendOptions options = BackendOptions.defaults().withMemoryLimitBytes(LIMIT);
    try (Backend backend = new OpenClProvider().open(index, options);
        Buffer weights = backend.allocate(DType.F32, LIMIT / 8, "weights")) {
      String message =
          assertThrows(
                  OutOfDeviceMemoryException.class,
                  () -> backend.allocate(DType.F32, LIMIT / 4, "activations"))
              .getMessage();
      assertTrue(message.contains("'activations' asked for 1.0 MiB"), message);
      assertTrue(message.contains("'weights' 512.0 KiB"), message);
      assertEquals(LIMIT / 8, weights.elements());
    }
  }

  @Test
  void oneBufferBeyondTheDevicesLargestIsRefused() {
    Device device = Required.devices().get(0).device();
    try (Backend backend = new OpenClProvider().open(device.index(), BackendOptions.defaults())) {
      String message =
          assertThrows(
                  OutOfDeviceMemoryException.class,
                  () -> backend.allocate(DType.F32, device.maxAllocationBytes() / 4 + 1, "batch"))
              .getMessage();
      assertTrue(message.contains("cannot hold one buffer"), message);
    }
  }
}
