package dev.trine.cuda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcuda.driver.JCudaDriver;

/**
 * The CUDA version that the installed driver speaks.
 *
 * @param number 1000 · major + 10 · minor
 */
record DriverVersion(int number) {
  /** What all functions that are called anyway and the kernels' PTX version need. */
  static final DriverVersion LEAST = new DriverVersion(11_000);

  /** The first with the function by which JCuda makes a captured graph executable. */
  static final DriverVersion GRAPHS = new DriverVersion(11_040);

  private static final Path KERNEL_MODULE = Path.of("/proc/driver/nvidia/version");

  static DriverVersion installed() {
    int[] version = new int[1];
    JCudaDriver.cuDriverGetVersion(version);
    return new DriverVersion(version[0]);
  }

  boolean isAtLeast(DriverVersion other) {
    return number >= other.number;
  }

  /** With the driver's own version where that can be read: its compiler decides bits, too. */
  String description() {
    return "CUDA " + this + moduleVersion(KERNEL_MODULE).map(own -> ", driver " + own).orElse("");
  }

  /** The version in the file that NVIDIA's kernel module shows. */
  static Optional<String> moduleVersion(Path file) {
    try {
      Matcher version = Pattern.compile("\\d+\\.\\d+(\\.\\d+)*").matcher(Files.readString(file));
      return version.find() ? Optional.of(version.group()) : Optional.empty();
    } catch (IOException notLinux) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return number / 1000 + "." + number % 1000 / 10;
  }
}
