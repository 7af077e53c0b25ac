package dev.trine.cpu;

/** Chooses between oneDNN and plain Java. */
final class MatrixEngines {
  /** The system property that forces plain Java if it is {@code false}. */
  static final String PROPERTY = "trine.cpu.onednn";

  private static final System.Logger LOG = System.getLogger(MatrixEngines.class.getName());
  private static boolean warned;

  private MatrixEngines() {}

  /** What {@link #open} would open. */
  static String driver() {
    OneDnn library = libraryOrNull();
    return library == null
        ? new JavaMatrixEngine(0, reason()).driver()
        : OneDnnEngine.driver(library);
  }

  static MatrixEngine open(int threads) {
    OneDnn library = libraryOrNull();
    if (library != null) {
      return new OneDnnEngine(library, threads);
    }
    warn();
    return new JavaMatrixEngine(threads, reason());
  }

  private static OneDnn libraryOrNull() {
    return isForbidden() ? null : OneDnn.load();
  }

  private static boolean isForbidden() {
    return "false".equals(System.getProperty(PROPERTY));
  }

  private static String reason() {
    return isForbidden()
        ? "-D" + PROPERTY + "=false"
        : "oneDNN does not load (" + OneDnn.failure() + ")";
  }

  private static synchronized void warn() {
    if (!warned && !isForbidden()) {
      warned = true;
      LOG.log(
          System.Logger.Level.WARNING,
          "The CPU multiplies matrices in plain Java, several times slower than it could: {0}. Put"
              + " org.bytedeco:dnnl, opencl and javacpp for this platform and net.java.dev.jna:jna"
              + " on the class path and make their cache, ~/.javacpp, writable; or set -D{1}=false"
              + " to accept it.",
          reason(),
          PROPERTY);
    }
  }
}
