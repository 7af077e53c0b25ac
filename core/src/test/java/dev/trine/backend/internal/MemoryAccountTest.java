package dev.trine.backend.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.OutOfDeviceMemoryException;
import dev.trine.backend.Device;
import dev.trine.backend.MemoryStats;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryAccountTest {
  private static final long MIB = 1 << 20;
  private static final Device DEVICE =
      new Device("fake", 0, "Toy", "", "1.0", Device.Kind.OTHER, 100 * MIB, 40 * MIB);

  private final MemoryAccount account = new MemoryAccount(DEVICE, 100 * MIB);

  @Test
  void bytesAreCountedByOwnerLargestFirst() {
    account.reserve("weights", 10 * MIB);
    account.reserve("moments", 20 * MIB);
    account.reserve("weights", 5 * MIB);
    MemoryStats stats = account.stats();
    assertEquals(35 * MIB, stats.liveBytes());
    assertEquals(List.of("moments", "weights"), List.copyOf(stats.liveBytesByOwner().keySet()));
    assertEquals(15 * MIB, stats.liveBytesByOwner().get("weights"));
  }

  @Test
  void whatIsReleasedIsGoneButThePeakStays() {
    account.reserve("weights", 10 * MIB);
    account.release("weights", 10 * MIB);
    MemoryStats stats = account.stats();
    assertEquals(0, stats.liveBytes());
    assertEquals(10 * MIB, stats.peakBytes());
    assertTrue(stats.liveBytesByOwner().isEmpty());
  }

  @Test
  void outOfMemorySaysWhoAskedForWhatAndWhoHoldsTheRest() {
    account.reserve("weights", 40 * MIB);
    account.reserve("moments", 30 * MIB);
    String message =
        assertThrows(OutOfDeviceMemoryException.class, () -> account.reserve("inputs", 31 * MIB))
            .getMessage();
    assertEquals(
        "fake:0 (Toy) is out of memory: 'inputs' asked for 31.0 MiB, 70.0 MiB of 100.0 MiB are in"
            + " use ('weights' 40.0 MiB, 'moments' 30.0 MiB). Use a smaller network or a device"
            + " with more memory.",
        message);
    assertEquals(70 * MIB, account.stats().liveBytes());
    account.reserve("inputs", 30 * MIB);
  }

  @Test
  void aBufferBeyondTheLargestAllocationSaysSo() {
    String message =
        assertThrows(OutOfDeviceMemoryException.class, () -> account.reserve("arena", 41 * MIB))
            .getMessage();
    assertTrue(message.contains("its largest is 40.0 MiB"), message);
  }

  @Test
  void aSizeThatOverflowedIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> account.reserve("arena", -8));
    assertEquals(0, account.stats().liveBytes());
  }
}
