package dev.trine.cpu;

import dev.trine.backend.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this machine's processor is. */
final class CpuDevice {
  private static final Path LINUX_PROCESSORS = Path.of("/proc/cpuinfo");
  private static final long GUESSED_MEMORY = 4L << 30;

  private CpuDevice() {}

  /**
   * @param driver what multiplies its matrices
   */
  static Device of(String driver) {
    long memory = memoryBytes();
    return new Device(
        CpuProvider.NAME,
        0,
        name(),
        "",
        driver,
        Device.Kind.CPU,
        memory,
        Math.min(memory, CpuBuffer.MAX_BYTES));
  }

  /** The maker's name where the system tells it, else the architecture. */
  private static String name() {
    String windows = System.getenv("PROCESSOR_IDENTIFIER");
    if (windows != null) {
      return windows;
    }
    if (Files.isReadable(LINUX_PROCESSORS)) {
      try (Stream<String> lines = Files.lines(LINUX_PROCESSORS)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElseGet(CpuDevice::architecture);
      } catch (IOException | UncheckedIOException unreadable) {
        return architecture();
      }
    }
    return architecture();
  }

  private static String architecture() {
    return System.getProperty("os.arch") + " CPU";
  }

  /** The memory of the machine or, in a container, of that. */
  private static long memoryBytes() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : GUESSED_MEMORY;
  }
}
