package dev.trine.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.BackendUnavailableException;
import dev.trine.OutOfDeviceMemoryException;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.backend.Buffer;
import dev.trine.backend.Device;
import dev.trine.backend.Precision;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("every-java")
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
  void passesTheSelfCheckInMixedPrecision() {
    String selector = Required.devices().get(0).device().selector();
    BackendOptions options = BackendOptions.defaults().withPrecision(Precision.BF16_MIXED);
    try (Backend backend = Backends.open(selector, options)) {
      assertEquals(Precision.BF16_MIXED, backend.precision());
    }
  }

  @Test
  void hasNoTensorFloats() {
    int index = Required.devices().get(0).device().index();
    BackendOptions options = BackendOptions.defaults().withPrecision(Precision.TF32);
    String message =
        assertThrows(
                BackendUnavailableException.class, () -> new OpenClProvider().open(index, options))
            .getMessage();
    assertTrue(message.contains("a format of NVIDIA's tensor cores"), message);
  }

  @Test
  void outOfMemorySaysWhoHoldsWhat() {
    int index = Required.devices().get(0).device().index();
    BackendOptions options = BackendOptions.defaults().withMemoryLimitBytes(LIMIT);
    try (Backend backend = new OpenClProvider().open(index, options);
        Buffer weights = backend.allocate(LIMIT / 2, "weights")) {
      String message =
          assertThrows(
                  OutOfDeviceMemoryException.class, () -> backend.allocate(LIMIT, "activations"))
              .getMessage();
      assertTrue(message.contains("'activations' asked for 1.0 MiB"), message);
      assertTrue(message.contains("'weights' 512.0 KiB"), message);
      assertEquals(LIMIT / 2, weights.bytes());
    }
  }

  @Test
  void oneBufferBeyondTheDevicesLargestIsRefused() {
    Device device = Required.devices().get(0).device();
    try (Backend backend = new OpenClProvider().open(device.index(), BackendOptions.defaults())) {
      String message =
          assertThrows(
                  OutOfDeviceMemoryException.class,
                  () -> backend.allocate(device.maxAllocationBytes() + 1, "batch"))
              .getMessage();
      assertTrue(message.contains("cannot hold one buffer"), message);
    }
  }
}
