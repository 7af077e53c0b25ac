package dev.trine.opencl;

import dev.trine.backend.internal.Unavailable;
import dev.trine.kernels.files.NativeFailure;
import java.io.IOException;
import java.util.Optional;
import org.jocl.CL;

/** Makes JOCL usable, once in a process, or says why it is not. Nothing else may touch it first. */
final class OpenClLibrary {
  private static Optional<Unavailable> outcome;

  private OpenClLibrary() {}

  /** Empty where OpenCL can be called from now on. */
  static synchronized Optional<Unavailable> load() {
    if (outcome == null) {
      outcome = tryLoad();
    }
    return outcome;
  }

  private static Optional<Unavailable> tryLoad() {
    try {
      Optional<Unavailable> missing = IcdLoader.load();
      if (missing.isPresent()) {
        return missing;
      }
      JoclNative.load();
      CL.setLogLevel(CL.LogLevel.LOG_QUIET);
      CL.setExceptionsEnabled(true);
      return Optional.empty();
    } catch (IOException | LinkageError | RuntimeException failure) {
      return Optional.of(
          NativeFailure.of(
              "JOCL", "Linux and macOS on x86_64 and arm64 and for Windows on x86_64", failure));
    }
  }
}
