package dev.trine.kernels.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {
  private static final Path HOME = Path.of("home").toAbsolutePath();
  private static final Path OTHER = Path.of("other").toAbsolutePath();

  @Test
  void followsTheConventionsOfTheSystem() {
    assertEquals(HOME.resolve(".cache/trine"), folder(Map.of()));
    assertEquals(OTHER.resolve("trine"), folder(Map.of("XDG_CACHE_HOME", OTHER.toString())));
    assertEquals(OTHER.resolve("trine"), folder(Map.of("LOCALAPPDATA", OTHER.toString())));
    assertEquals(HOME.resolve(".cache/trine"), folder(Map.of("XDG_CACHE_HOME", "relative")));
  }

  @Test
  void isTemporaryForAUserWithoutHome() {
    assertEquals(OTHER.resolve(".cache/trine"), CacheFolder.path(Map.of(), "?", OTHER.toString()));
  }

  private static Path folder(Map<String, String> environment) {
    return CacheFolder.path(environment, HOME.toString(), OTHER.toString());
  }
}
