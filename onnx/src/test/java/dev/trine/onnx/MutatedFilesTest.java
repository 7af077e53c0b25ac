package dev.trine.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.trine.ModelFormatException;
import dev.trine.nn.Model;
import dev.trine.onnx.file.OnnxModel;
import dev.trine.reference.ReferenceBackend;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged and hostile files give a model, or an error that names the file, and cost no memory. */
class MutatedFilesTest {
  private static final int COUNT = 1_000;

  /** Of files of a few kilobytes. */
  private static final long MOST_BYTES = 32 << 20;

  @TempDir private Path folder;

  private final SplittableRandom random = new SplittableRandom(11);

  @Test
  void giveAModelOrAnError() throws IOException {
    List<byte[]> whole = files();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int models = 0;
    int errors = 0;
    Path file = folder.resolve("mutated.onnx");
    try (ReferenceBackend backend = new ReferenceBackend()) {
      for (int i = 0; i < COUNT; i++) {
        Files.write(file, mutated(whole.get(i % whole.size())));
        if (i % 2 == 0) {
          Files.write(file, whole.get(i / 2 % whole.size()));
          new GraphMutation(random).of(OnnxModel.read(file)).write(file);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        try (Model model = Onnx.load(file, backend)) {
          models++;
        } catch (ModelFormatException expected) {
          assertTrue(expected.getMessage().contains(file.toString()), expected.getMessage());
          errors++;
        }
        long taken = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(taken < MOST_BYTES, taken + " bytes for file " + i);
      }
      assertEquals(0, backend.memory().liveBytes());
    }
    assertTrue(
        models > COUNT / 10 && errors > COUNT / 10, models + " models, " + errors + " errors");
  }

  private List<byte[]> files() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (String name : List.of("lenet-view", "residual", "lstm-last-step", "words", "branches")) {
      files.add(Files.readAllBytes(ForeignTest.file(name)));
    }
    Path file = folder.resolve("own.onnx");
    List<String> chosen = List.of("transformer", "a tower of convolutions", "lstm both ways");
    for (NetworkCase one : NetworkCases.all()) {
      if (chosen.contains(one.name())) {
        try (ReferenceBackend backend = new ReferenceBackend();
            Model model = one.model(backend)) {
          Onnx.export(model, file);
          files.add(Files.readAllBytes(file));
        }
      }
    }
    return files;
  }

  private byte[] mutated(byte[] whole) {
    byte[] bytes = whole.clone();
    for (int edits = random.nextInt(1, 6); edits > 0 && bytes.length > 1; edits--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = (byte) random.nextInt(-1, 9);
        case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 9), (byte) 0xFF);
        case 4 -> {
          int length = Math.min(16, bytes.length - at);
          System.arraycopy(bytes, at, bytes, random.nextInt(bytes.length - length + 1), length);
        }
        default -> bytes = random.nextInt(8) == 0 ? Arrays.copyOf(bytes, at) : bytes;
      }
    }
    return bytes;
  }

  @Test
  void whatIsNoOnnxFileIsRefused() throws IOException {
    assertRefused("", "it has no graph");
    assertRefused("PK\3\4 a zip file", "is no ONNX file that can be read");
    assertRefused("{\"network\": 1}", "is no ONNX file that can be read");
    try (ReferenceBackend backend = new ReferenceBackend()) {
      Path missing = folder.resolve("missing.onnx");
      ModelFormatException refused =
          assertThrows(ModelFormatException.class, () -> Onnx.load(missing, backend));
      assertEquals("There is no model file " + missing, refused.getMessage());
      assertThrows(ModelFormatException.class, () -> Onnx.load(folder, backend));
    }
  }

  private void assertRefused(String content, String reason) throws IOException {
    Path file = Files.write(folder.resolve("t"), content.getBytes(StandardCharsets.ISO_8859_1));
    try (ReferenceBackend backend = new ReferenceBackend()) {
      ModelFormatException refused =
          assertThrows(ModelFormatException.class, () -> Onnx.load(file, backend));
      assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }
  }
}
