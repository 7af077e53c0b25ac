package dev.trine.kernels.files;

import java.nio.file.Path;
import java.util.Map;

/** The user's folder for what can be rebuilt at any time: unpacked libraries, compiled kernels. */
public final class CacheFolder {
  private CacheFolder() {}

  public static Path path() {
    return path(System.getenv(), System.getProperty("user.home"));
  }

  /** By the XDG base directory specification; on Windows below the local application data. */
  static Path path(Map<String, String> environment, String home) {
    String base = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (base.isEmpty()) {
      base = environment.getOrDefault("LOCALAPPDATA", "");
    }
    // The specification has relative paths ignored.
    Path folder = base.isEmpty() ? null : Path.of(base);
    return (folder != null && folder.isAbsolute() ? folder : Path.of(home, ".cache"))
        .resolve("trine");
  }
}
