package dev.trine.kernels.files;

import java.nio.file.Path;
import java.util.Map;

/** The user's folder for what can be rebuilt at any time: unpacked libraries, compiled kernels. */
public final class CacheFolder {
  private CacheFolder() {}

  public static Path path() {
    return path(
        System.getenv(), System.getProperty("user.home"), System.getProperty("java.io.tmpdir"));
  }

  /**
   * By the XDG base directory specification; on Windows below the local application data; for a
   * user without a home below the folder for temporary files.
   */
  static Path path(Map<String, String> environment, String home, String temporary) {
    String base = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (base.isEmpty()) {
      base = environment.getOrDefault("LOCALAPPDATA", "");
    }
    // The specification has relative paths ignored.
    Path folder = base.isEmpty() ? null : Path.of(base);
    if (folder != null && folder.isAbsolute()) {
      return folder.resolve("trine");
    }
    // Of a user whom the system does not know Java says "?", which would be a folder right here.
    boolean known = Path.of(home).isAbsolute();
    return Path.of(known ? home : temporary, ".cache", "trine");
  }
}
