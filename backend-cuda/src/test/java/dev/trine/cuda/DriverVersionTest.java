package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverVersionTest {
  @TempDir Path folder;

  @Test
  void isOrderedAndReadable() {
    assertEquals("11.4", DriverVersion.GRAPHS.toString());
    assertEquals("12.0", new DriverVersion(12_000).toString());
    assertTrue(new DriverVersion(13_000).isAtLeast(DriverVersion.GRAPHS));
    assertFalse(DriverVersion.LEAST.isAtLeast(DriverVersion.GRAPHS));
  }

  @Test
  void readsTheVersionOfTheKernelModule() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("version"),
            "NVRM version: NVIDIA UNIX x86_64 Kernel Module  560.35.03  Fri Aug 16 2024\n"
                + "GCC version:  gcc version 12.2.0\n");
    assertEquals(Optional.of("560.35.03"), DriverVersion.moduleVersion(file));
    assertEquals(Optional.empty(), DriverVersion.moduleVersion(folder.resolve("none")));
  }
}
