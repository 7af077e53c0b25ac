package dev.trine.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.ModelFormatException;
import dev.trine.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever fails while a file is replaced, the old one or the new one is there, whole. */
class FaultyDiskTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void anOldFile() {
    file = folder.resolve("model.safetensors");
    Safetensors.write(file, content(1));
  }

  /** Some writes long, of which each takes several. */
  private static Safetensors content(float value) {
    float[] values = new float[200];
    values[7] = value;
    return new Safetensors(Map.of(), Map.of("t", new Safetensors.Tensor(Shape.of(200), values)));
  }

  private void write(FailingFiles files) {
    SafetensorsWriter.write(new Replacement(files), file, content(2));
  }

  private float value() {
    return Safetensors.read(file).tensors().get("t").values()[7];
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void contentIsOnTheDiskBeforeItsNameIs() {
    FailingFiles files = new FailingFiles(Integer.MAX_VALUE, false);
    write(files);
    List<String> kinds = new ArrayList<>();
    for (String operation : files.asked()) {
      if (kinds.isEmpty() || !kinds.get(kinds.size() - 1).equals(operation)) {
        kinds.add(operation);
      }
    }
    assertEquals(List.of("create", "write", "force", "move", "force folder"), kinds);
    assertEquals(2, value());
  }

  @Test
  void whateverFailsTheOldFileIsWholeAndNothingIsLeft() throws IOException {
    Set<String> failed = new LinkedHashSet<>();
    for (int i = 0; ; i++) {
      FailingFiles files = new FailingFiles(i, false);
      try {
        write(files);
        failed.add(files.failed());
        assertEquals(2, value());
        if (files.failed() == null) {
          break;
        }
      } catch (ModelFormatException failure) {
        failed.add(files.failed());
        String message = failure.getMessage();
        assertTrue(message.contains(file + " cannot be written"), message);
        assertTrue(message.contains("No space left"), message);
        assertEquals(1, value(), files.failed());
      }
      assertEquals(List.of(file), files(), files.failed());
    }
    Set<String> all = new LinkedHashSet<>(List.of("create", "write", "force", "move"));
    all.add("force folder"); // then the new file is there
    all.add(null);
    assertEquals(all, failed);
  }

  @Test
  void whatCannotBeRemovedIsByTheNext() throws IOException {
    FailingFiles files = new FailingFiles(3, true);
    assertThrows(ModelFormatException.class, () -> write(files));
    assertEquals(1, value());
    assertEquals(2, files().size());
    write(new FailingFiles(Integer.MAX_VALUE, false));
    assertEquals(2, value());
    assertEquals(List.of(file), files());
  }
}
