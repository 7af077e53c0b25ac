package dev.trine.cuda;

import dev.trine.backend.internal.Unavailable;
import dev.trine.kernels.files.NativeFailure;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import jcuda.driver.JCudaDriver;
import jcuda.runtime.JCuda;

/**
 * Makes JCuda usable, once in a process, or says why it is not. Nothing else may touch it first.
 */
final class CudaLibrary {
  /** Windows looks for all functions of a library when it loads it, also for those of CUDA 12. */
  private static final String INSTALL =
      "install NVIDIA's driver, of version %s or later".formatted(isWindows() ? "528" : "450");

  private static Optional<Unavailable> outcome;

  private CudaLibrary() {}

  /** Empty where the driver can be called from now on. */
  static synchronized Optional<Unavailable> load() {
    if (outcome == null) {
      outcome = tryLoad();
    }
    return outcome;
  }

  private static Optional<Unavailable> tryLoad() {
    try {
      JcudaNative.RUNTIME.load();
      // JCudaDriver fails for good where there is no driver; this asks without failing.
      int[] version = new int[1];
      JCuda.cudaDriverGetVersion(version);
      if (version[0] == 0) {
        return Optional.of(
            new Unavailable("there is no NVIDIA driver (" + driverFile() + ")", INSTALL));
      }
    } catch (IOException | LinkageError | RuntimeException failure) {
      return Optional.of(explained(failure));
    }
    try {
      JcudaNative.DRIVER.load();
      // Every result is looked at; an exception would carry no code that could be.
      JCudaDriver.setExceptionsEnabled(false);
      return Optional.empty();
    } catch (IOException failure) {
      return Optional.of(explained(failure));
    } catch (LinkageError failure) {
      return Optional.of(
          new Unavailable(
              "the NVIDIA driver does not load: " + NativeFailure.reason(failure), INSTALL));
    }
  }

  private static Unavailable explained(Throwable failure) {
    return NativeFailure.of("JCuda", "Linux and Windows on x86_64", failure);
  }

  private static String driverFile() {
    return isWindows() ? "nvcuda.dll" : "libcuda.so.1";
  }

  private static boolean isWindows() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
  }
}
