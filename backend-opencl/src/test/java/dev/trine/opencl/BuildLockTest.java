package dev.trine.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.conformance.harness.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process at a time, but nobody for ever. */
class BuildLockTest {
  private static final int PROCESSES = 3;

  /** A process that holds the lock a few times, or, if so told, until it is ended. */
  static final class Main {
    private static final int TIMES = 10;

    private Main() {}

    public static void main(String[] arguments) {
      Path folder = Path.of(arguments[0]);
      BuildLock lock = new BuildLock(folder, Duration.ofMinutes(1));
      boolean forEver = arguments.length > 1;
      for (int i = 0; i < TIMES; i++) {
        lock.holding(() -> alone(folder, forEver));
      }
    }

    /** Fails if another process is here. */
    private static boolean alone(Path folder, boolean forEver) {
      try {
        Path here = Files.createFile(folder.resolve("here"));
        do {
          Thread.sleep(20);
        } while (forEver);
        Files.delete(here);
        return true;
      } catch (IOException | InterruptedException another) {
        throw new IllegalStateException(another);
      }
    }
  }

  @TempDir private Path folder;

  @Test
  void keepsProcessesApart() throws Exception {
    List<ForkedJvm> started = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      started.add(ForkedJvm.start(folder, Map.of(), Main.class, folder.toString()));
    }
    for (ForkedJvm jvm : started) {
      ForkedJvm.Result result = jvm.await();
      assertEquals(0, result.status(), result.toString());
    }
  }

  @Test
  void goesOnWhereAnotherHoldsItForLong() throws Exception {
    ForkedJvm holder = ForkedJvm.start(folder, Map.of(), Main.class, folder.toString(), "for ever");
    try {
      while (!Files.exists(folder.resolve("here"))) {
        assertTrue(holder.process().isAlive());
        Thread.sleep(10);
      }
      assertEquals(7, new BuildLock(folder, Duration.ofMillis(50)).holding(() -> 7));
    } finally {
      holder.process().destroyForcibly().waitFor();
    }
    assertEquals(7, new BuildLock(folder, Duration.ofMinutes(1)).holding(() -> 7));
  }

  @Test
  void doesWithoutADiskThatTakesNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way of a folder");
    assertEquals(7, new BuildLock(file, Duration.ofMinutes(1)).holding(() -> 7));
    assertFalse(Files.isDirectory(file));
  }
}
