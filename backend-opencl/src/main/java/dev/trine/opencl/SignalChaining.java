package dev.trine.opencl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Whether the JVM keeps its signal handlers when native code installs others. Without {@code
 * libjsig} preloaded, an LLVM that is loaded into the process takes SIGSEGV from the JVM, and the
 * next implicit null check ends it.
 */
final class SignalChaining {
  private static final Path MAPPED_FILES = Path.of("/proc/self/maps");

  private SignalChaining() {}

  static boolean isActive() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (os.startsWith("windows")) {
      // Structured exception handling; nothing to lose.
      return true;
    }
    if (os.startsWith("mac")) {
      return System.getenv().getOrDefault("DYLD_INSERT_LIBRARIES", "").contains("libjsig");
    }
    try {
      return Files.readString(MAPPED_FILES, StandardCharsets.ISO_8859_1).contains("/libjsig.so");
    } catch (IOException noProc) {
      return System.getenv().getOrDefault("LD_PRELOAD", "").contains("libjsig");
    }
  }

  /** What to tell a user whose JVM lacks it. */
  static String remedy() {
    boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    return "start Java with %s=%s/lib/libjsig.%s"
        .formatted(
            mac ? "DYLD_INSERT_LIBRARIES" : "LD_PRELOAD",
            System.getProperty("java.home"),
            mac ? "dylib" : "so");
  }
}
