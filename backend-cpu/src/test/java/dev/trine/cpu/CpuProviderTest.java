package dev.trine.cpu;

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
import java.util.List;
import org.junit.jupiter.api.Test;

class CpuProviderTest {
  @Test
  void isFoundAndPassesTheSelfCheck() {
    try (Backend backend = Backends.open("cpu", BackendOptions.defaults())) {
      assertEquals("cpu:0", backend.device().selector());
      assertEquals(Device.Kind.CPU, backend.device().kind());
    }
  }

  @Test
  void saysWhatMultipliesMatrices() {
    boolean plain = "false".equals(System.getProperty(MatrixEngines.PROPERTY));
    try (Backend backend = CpuBackend.open(BackendOptions.defaults())) {
      String driver = backend.device().driver();
      assertEquals(plain, driver.equals("plain Java: -Dtrine.cpu.onednn=false"), driver);
    }
  }

  @Test
  void listsOneUsableDevice() {
    List<Candidate> candidates = new CpuProvider().candidates(false);
    assertEquals(1, candidates.size());
    assertTrue(candidates.get(0).isUsable());
    Device device = candidates.get(0).device();
    assertFalse(device.name().isBlank());
    assertTrue(device.memoryBytes() > 1 << 28);
    assertTrue(device.maxAllocationBytes() < 1L << 31);
    assertThrows(
        BackendUnavailableException.class,
        () -> new CpuProvider().open(1, BackendOptions.defaults()));
  }
}
