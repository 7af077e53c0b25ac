package dev.trine.report.tensorboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.TrineException;
import dev.trine.backend.Backend;
import dev.trine.data.Dataset;
import dev.trine.nn.Evaluation;
import dev.trine.nn.Layers;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import dev.trine.train.EpochReport;
import dev.trine.train.Trainer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event files, read by a decoder that knows nothing of how they are written. */
class TensorBoardWriterTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

  @TempDir private Path folder;

  @Test
  void eachEpochIsAStepOfNumbersByTheirTags() throws IOException {
    Path file;
    try (TensorBoardWriter writer =
        new TensorBoardWriter(folder.resolve("a").resolve("b"), CLOCK)) {
      file = writer.file();
      writer.onEpoch(report(1, new Evaluation(0.75, 0.5, 8)));
      writer.onEpoch(report(300, null));
    }
    assertTrue(
        file.getFileName()
            .toString()
            .matches("events\\.out\\.tfevents\\.1700000000\\..+\\.\\d+\\.0"),
        file.toString());
    List<Map<String, Object>> events = events(Files.readAllBytes(file));
    assertEquals(Map.of("time", 1.7e9, "version", "brain.Event:2"), events.get(0));
    Map<String, Object> first =
        new TreeMap<>(
            Map.of(
                "time", 1.7e9,
                "step", 1L,
                "loss/train", 1.5f,
                "accuracy/train", 0.25f,
                "loss/validation", 0.75f,
                "accuracy/validation", 0.5f,
                "learning_rate", 0.125f,
                "gradient_norm", 3f,
                "samples_per_second", 1000f));
    assertEquals(first, events.get(1));
    assertEquals(300L, events.get(2).get("step"));
    assertEquals(7, events.get(2).size());
  }

  @Test
  void aSecondRunInAFolderHasAFileOfItsOwn() {
    try (TensorBoardWriter one = new TensorBoardWriter(folder, CLOCK);
        TensorBoardWriter other = new TensorBoardWriter(folder, CLOCK)) {
      assertNotEquals(one.file(), other.file());
    }
  }

  /** Of which TensorBoard makes one curve, since they lie in one folder and their steps go on. */
  @Test
  void trainingThatIsResumedGoesOnWithItsSteps() throws IOException {
    Path checkpoint = folder.resolve("checkpoint");
    assertEquals(List.of(1L, 2L), steps(2, checkpoint, Trainer::fit));
    assertEquals(List.of(3L, 4L, 5L), steps(5, checkpoint, Trainer::resume));
  }

  private List<Long> steps(int epochs, Path checkpoint, BiConsumer<Trainer, Dataset> trains)
      throws IOException {
    Network network = Network.of(Shape.of(1), Layers.dense(1));
    float[][] rows = {{1}, {2}, {3}};
    try (Backend backend = new ReferenceBackend();
        Model model = network.initialise(backend, 1);
        TensorBoardWriter writer = new TensorBoardWriter(folder.resolve("run"), CLOCK)) {
      Trainer trainer =
          Trainer.of(model).epochs(epochs).checkpoint(checkpoint, 1).listener(writer).build();
      trains.accept(trainer, Dataset.valued(Shape.of(1), rows, rows));
      return events(Files.readAllBytes(writer.file())).stream()
          .skip(1)
          .map(event -> (Long) event.get("step"))
          .toList();
    }
  }

  @Test
  void namesAFolderThatCannotBe() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    String message =
        assertThrows(TrineException.class, () -> new TensorBoardWriter(file)).getMessage();
    assertTrue(message.contains(file.toString()), message);
  }

  private static EpochReport report(int epoch, Evaluation validation) {
    return new EpochReport(epoch, new Evaluation(1.5, 0.25, 8), validation, 0, 1000, 0.5, 3, 0.125);
  }

  private static List<Map<String, Object>> events(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<Map<String, Object>> events = new ArrayList<>();
    while (bytes.hasRemaining()) {
      int length = (int) bytes.getLong();
      bytes.getInt();
      Map<String, Object> event = new TreeMap<>();
      read(bytes.slice(bytes.position(), length).order(ByteOrder.LITTLE_ENDIAN), event);
      events.add(event);
      bytes.position(bytes.position() + length + 4);
    }
    return events;
  }

  private static void read(ByteBuffer event, Map<String, Object> into) {
    while (event.hasRemaining()) {
      switch (event.get()) {
        case 1 << 3 | 1 -> into.put("time", event.getDouble());
        case 2 << 3 -> into.put("step", varint(event));
        case 3 << 3 | 2 -> into.put("version", text(event));
        case 5 << 3 | 2 -> values(part(event), into);
        default -> throw new AssertionError("unknown field");
      }
    }
  }

  private static void values(ByteBuffer summary, Map<String, Object> into) {
    while (summary.hasRemaining()) {
      assertEquals(1 << 3 | 2, summary.get());
      ByteBuffer value = part(summary);
      assertEquals(1 << 3 | 2, value.get());
      String tag = text(value);
      assertEquals(2 << 3 | 5, value.get());
      into.put(tag, value.getFloat());
    }
  }

  private static ByteBuffer part(ByteBuffer bytes) {
    int length = (int) varint(bytes);
    ByteBuffer part = bytes.slice(bytes.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + length);
    return part;
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(part(bytes)).toString();
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
