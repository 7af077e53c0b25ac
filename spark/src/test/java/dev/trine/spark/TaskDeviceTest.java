package dev.trine.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.BackendUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskDeviceTest {
  @Test
  void whatTheUserSaysIsTaken() {
    assertEquals("opencl:1", TaskDevice.choice("opencl:1"));
  }

  @Test
  void addressesAreNumbersOfDevices() {
    assertEquals("cuda:3", TaskDevice.ofAddress("3"));
    assertEquals("cuda:0", TaskDevice.ofAddress(" 0\n", "1"));
  }

  @Test
  void addressesAreUuidsOfDevices() {
    assertEquals("cuda:GPU-8f3a", TaskDevice.ofAddress("GPU-8f3a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"MIG-8f3a", "", "-1"})
  void otherAddressesAreRefused(String address) {
    BackendUnavailableException refused =
        assertThrows(BackendUnavailableException.class, () -> TaskDevice.ofAddress(address));
    assertTrue(refused.getMessage().contains("the GPU '" + address + "'"), refused::getMessage);
  }
}
