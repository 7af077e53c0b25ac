package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CudaDeviceTest {
  /** Of a T4, an A100, an RTX 3090, an RTX 4090, an H100 and a B200. */
  @ParameterizedTest
  @CsvSource({"75, 64", "80, 64", "86, 128", "89, 128", "90, 128", "100, 128"})
  void knowsHowMuchAMultiprocessorMultiplies(int capability, int fmasPerClock) {
    assertEquals(fmasPerClock, CudaDevice.fmasPerClock(capability));
  }
}
