package dev.trine.nn;

import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.embedding;
import static dev.trine.nn.Layers.flatten;
import static dev.trine.nn.Layers.sequence;
import static dev.trine.train.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.DataException;
import dev.trine.backend.Backend;
import dev.trine.data.Dataset;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import dev.trine.train.Trainer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Shapes, padding, indices that name no row, and errors; values are PyTorch's. */
class EmbeddingTest {
  private static final TensorType WORDS = new TensorType(DType.I32, Shape.of(3));

  private static Network network(Layer... layers) {
    return Network.builder().input("words", WORDS).layer("l", sequence(layers)).build();
  }

  private static Dataset sentences(int... last) {
    return Dataset.builder()
        .input("words", WORDS.shape(), new int[][] {{1, 2, 0}, {2, 0, 0}, last})
        .labels("targets", new int[] {0, 1, 1}, List.of("no", "yes"))
        .build();
  }

  @Test
  void aVectorForEachNumber() {
    assertEquals(Shape.of(3, 4), network(embedding(5, 4)).output());
    TensorType one = new TensorType(DType.I32, Shape.of());
    Network single = Network.builder().input("word", one).layer("e", embedding(5, 4)).build();
    assertEquals(Shape.of(4), single.output());
  }

  @Test
  void paddingStaysZero() {
    try (Backend backend = new ReferenceBackend();
        Model model = network(embedding(4, 2, 0), flatten(), dense(2)).initialise(backend, 1)) {
      String name = "l/embedding/0/weight";
      float[] before = model.read(name);
      Trainer.of(model).optimizer(adam(0.1)).epochs(2).build().fit(sentences(1, 1, 2));
      float[] after = model.read(name);
      assertArrayEquals(new float[2], Arrays.copyOf(after, 2));
      for (int i = 2; i < 6; i++) {
        assertTrue(before[i] != after[i], "trained: " + i);
      }
      assertEquals(before[6], after[6], "of a word that is nowhere");
    }
  }

  @Test
  void anIndexOfNoRowIsNamed() {
    try (Backend backend = new ReferenceBackend();
        Model model = network(embedding(4, 2), flatten(), dense(2)).initialise(backend, 1)) {
      String message =
          "Example 2 of field 'words' has the index %s, expected one of 0 to 3; the network has a table of so many rows";
      for (int bad : new int[] {4, -1, Integer.MIN_VALUE}) {
        Dataset data = sentences(3, 3, bad);
        refused(message.formatted(bad), () -> Trainer.of(model).build().fit(data));
        refused(message.formatted(bad), () -> model.evaluate(data));
        refused(message.formatted(bad), () -> model.predict(data));
      }
      model.predict(sentences(3, 3, 3));
    }
  }

  /** The smaller of two tables counts. */
  @Test
  void everyTableCounts() {
    Network two =
        Network.builder()
            .input("words", WORDS)
            .layer("a", embedding(4, 2), "words")
            .layer("b", embedding(3, 2), "words")
            .layer("both", Layers.add(), "a", "b")
            .layer("rest", sequence(flatten(), dense(2)))
            .build();
    try (Backend backend = new ReferenceBackend();
        Model model = two.initialise(backend, 1)) {
      refused("has the index 3, expected one of 0 to 2", () -> model.predict(sentences(0, 3, 0)));
    }
  }

  private static void refused(String part, Executable action) {
    String message = assertThrows(DataException.class, action).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    unfit(
        "embedding takes numbers of I32, not F32[1, 3]",
        () -> Network.of(Shape.of(3), embedding(5, 4)));
    unfit("An embedding of 0 things", () -> embedding(0, 4));
    unfit("padding is 5, expected one of 0 to 4, or -1", () -> embedding(5, 4, 5));
  }

  private static void unfit(String part, Executable action) {
    String message = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(message.contains(part), message);
  }
}
