package dev.trine.conformance.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.io.Safetensors;
import dev.trine.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that saves again and again and is killed at any moment loses at most one state. */
class KilledSaverTest {
  private static final int KILLS = 50;

  /** Of a small process that starts fast. */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-cp",
          System.getProperty("java.class.path"));

  @TempDir private Path folder;

  /** Saves one state behind the other, from that of a file on, and prints each that is saved. */
  static final class Saver {
    public static void main(String[] arguments) throws IOException {
      Path file = Path.of(arguments[0]);
      save(Path.of(arguments[1]), 0); // so that what it needs is loaded
      System.in.read();
      int last = number(file);
      System.out.println(last);
      while (true) {
        save(file, ++last);
        System.out.println(last);
      }
    }
  }

  private static void save(Path file, int number) {
    float[] values = new float[1000];
    values[999] = number;
    Safetensors.write(
        file,
        new Safetensors(Map.of(), Map.of("t", new Safetensors.Tensor(Shape.of(1000), values))));
  }

  private static int number(Path file) {
    return (int) Safetensors.read(file).tensors().get("t").values()[999];
  }

  private ForkedJvm start(Path file, Path other) throws IOException {
    return ForkedJvm.start(
        folder, Map.of(), OPTIONS, Saver.class, file.toString(), other.toString());
  }

  private static int printed(ForkedJvm saver) throws IOException {
    List<String> lines = Files.readString(saver.out()).lines().toList();
    return lines.isEmpty() ? -1 : Integer.parseInt(lines.get(lines.size() - 1));
  }

  @Test
  void losesAtMostOne() throws Exception {
    SplittableRandom random = new SplittableRandom(11);
    Path states = Files.createDirectory(folder.resolve("states"));
    Path file = states.resolve("state.safetensors");
    Path other = folder.resolve("other.safetensors");
    save(file, 0);
    ForkedJvm next = start(file, other);
    boolean leaves = false;
    for (int i = 0; i < KILLS; i++) {
      ForkedJvm saver = next;
      next = start(file, other); // starts while this one saves
      saver.process().getOutputStream().close();
      while (printed(saver) < 0) {
        assertTrue(saver.process().isAlive(), () -> err(saver));
        Thread.sleep(1);
      }
      Thread.sleep(random.nextInt(40), random.nextInt(1_000_000));
      saver.process().destroyForcibly().waitFor();
      int reported = printed(saver);
      int found = number(file);
      assertTrue(
          found == reported || found == reported + 1, found + " is there, saved was " + reported);
      leaves |= parts(states).size() > 0;
    }
    next.process().destroyForcibly().waitFor();
    assertTrue(leaves, "none was killed in the midst of writing");
    for (Path part : parts(states)) { // an empty one may be of a process that is about to lock it
      Files.setLastModifiedTime(part, FileTime.from(Instant.now().minusSeconds(120)));
    }
    save(file, -1);
    assertEquals(List.of(), parts(states));
  }

  private static List<Path> parts(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".part")).toList();
    }
  }

  private static String err(ForkedJvm saver) {
    try {
      return Files.readString(saver.err());
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }
}
