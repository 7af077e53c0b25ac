package dev.trine.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryCacheTest {
  private static final byte[] BINARY = {4, 8, 15, 16, 23, 42};

  @TempDir Path folder;
  private BinaryCache cache;
  private String key;

  @BeforeEach
  void create() {
    cache = new BinaryCache(folder.resolve("opencl"));
    key = BinaryCache.key("kernel", List.of("options", "device", "driver"));
  }

  @Test
  void givesBackWhatWasStored() {
    assertEquals(Optional.empty(), cache.load(key));
    cache.store(key, BINARY);
    assertArrayEquals(BINARY, cache.load(key).orElseThrow());
  }

  @Test
  void givesNothingThatIsDamaged() throws IOException {
    cache.store(key, BINARY);
    byte[] file = Files.readAllBytes(cache.file(key));
    for (int length = 0; length < file.length; length++) {
      Files.write(cache.file(key), Arrays.copyOf(file, length));
      assertEquals(Optional.empty(), cache.load(key), "cut to " + length);
    }
    file[file.length - 1]++;
    Files.write(cache.file(key), file);
    assertEquals(Optional.empty(), cache.load(key));
  }

  @Test
  void doesWithoutADiskThatTakesNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way of a folder");
    BinaryCache nowhere = new BinaryCache(file);
    nowhere.store(key, BINARY);
    assertEquals(Optional.empty(), nowhere.load(key));
  }

  @Test
  void distinguishesEverythingABinaryDependsOn() {
    assertNotEquals(key, BinaryCache.key("other", List.of("options", "device", "driver")));
    assertNotEquals(key, BinaryCache.key("kernel", List.of("", "device", "driver")));
    assertNotEquals(key, BinaryCache.key("kernel", List.of("options", "devicedriver", "")));
  }
}
