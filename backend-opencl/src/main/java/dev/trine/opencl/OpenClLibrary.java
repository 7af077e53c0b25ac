package dev.trine.opencl;

import java.io.IOException;
import java.util.Locale;
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
    Optional<Unavailable> missing = IcdLoader.load();
    if (missing.isPresent()) {
      return missing;
    }
    try {
      JoclNative.load();
      CL.setLogLevel(CL.LogLevel.LOG_QUIET);
      CL.setExceptionsEnabled(true);
      return Optional.empty();
    } catch (IOException | LinkageError failure) {
      return Optional.of(
          new Unavailable(
              "JOCL's native library does not load: "
                  + String.valueOf(failure.getMessage()).lines().findFirst().orElse(""),
              "JOCL has libraries for Linux and macOS on x86_64 and arm64 and for Windows on"
                  + " x86_64; this is %s on %s"
                      .formatted(
                          System.getProperty("os.name"),
                          System.getProperty("os.arch").toLowerCase(Locale.ROOT))));
    }
  }
}
