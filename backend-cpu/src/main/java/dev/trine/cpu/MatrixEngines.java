package dev.trine.cpu;

import dev.trine.BackendUnavailableException;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Precision;
import dev.trine.backend.internal.PrecisionRefusal;
import dev.trine.backend.internal.Unavailable;

/** Chooses between oneDNN and plain Java. */
final class MatrixEngines {
  /** The system property that forces plain Java if it is {@code false}. */
  static final String PROPERTY = "trine.cpu.onednn";

  private static final System.Logger LOG = System.getLogger(MatrixEngines.class.getName());
  private static OneDnn library;
  private static Unavailable failure;
  private static boolean warned;

  private MatrixEngines() {}

  /** What {@link #open} would open. */
  static synchronized String driver() {
    return loads() ? OneDnnEngine.driver(library) : JavaMatrixEngine.driver(reason());
  }

  /**
   * Opens it.
   *
   * @throws BackendUnavailableException if it has not the precision
   */
  static synchronized MatrixEngine open(BackendOptions options) {
    requirePrecision(options.precision());
    if (options.portable()) {
      return new JavaMatrixEngine(options, "portable");
    }
    if (loads()) {
      return new OneDnnEngine(library, options);
    }
    warn();
    return new JavaMatrixEngine(options, reason());
  }

  private static void requirePrecision(Precision precision) {
    String missing =
        switch (precision) {
          case F32 -> null;
          case TF32 -> "TF32 is a format of NVIDIA's tensor cores";
          case BF16_MIXED -> whyNoBf16();
        };
    if (missing != null) {
      throw PrecisionRefusal.of(CpuDevice.of(driver()), precision, missing);
    }
  }

  private static String whyNoBf16() {
    if (!loads()) {
      return reason();
    }
    return library.multipliesBf16() ? null : "the processor has no avx512_bf16";
  }

  /** Whether oneDNN is wanted and there, for which it is loaded once. */
  private static boolean loads() {
    if (isForbidden()) {
      return false;
    }
    if (library == null && failure == null) {
      try {
        library = new OneDnn();
      } catch (RuntimeException | LinkageError missing) {
        failure = OneDnnFailure.of(missing);
      }
    }
    return library != null;
  }

  private static boolean isForbidden() {
    return "false".equals(System.getProperty(PROPERTY));
  }

  private static String reason() {
    return isForbidden()
        ? "-D" + PROPERTY + "=false"
        : "oneDNN does not load (" + failure.reason() + ")";
  }

  private static void warn() {
    if (!warned && !isForbidden()) {
      warned = true;
      LOG.log(
          System.Logger.Level.WARNING,
          "The CPU multiplies matrices in plain Java, several times slower than it could: {0}. To"
              + " change that, {1}; or set -D{2}=false to accept it.",
          reason(),
          failure.remedy(),
          PROPERTY);
    }
  }
}
