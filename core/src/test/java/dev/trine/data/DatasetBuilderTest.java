package dev.trine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.DataException;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class DatasetBuilderTest {
  private static final Shape PAIR = Shape.of(2);
  private static final float[][] TWO = {{1, 2}, {3, 4}};

  private static void refused(
      Class<? extends RuntimeException> by, String part, Executable making) {
    String message = assertThrows(by, making).getMessage();
    assertTrue(message.contains(part), message);
  }

  /** Three examples: pixels, numbers beside them, words, a kind, a place, weights. */
  private static Dataset mixed() {
    return Dataset.builder()
        .input("image", Shape.of(1, 2), new byte[][] {{0, 1}, {127, (byte) 128}, {-1, -2}})
        .input("side values", PAIR, new float[][] {{0.5f, 1}, {-2, 3}, {4, 5}})
        .input("words", Shape.of(3), new int[][] {{1, 2, 3}, {-4, 5, 1 << 30}, {7, 8, 9}})
        .labels("kind", new int[] {2, 0, 1}, List.of("cat", "dog", "eel"))
        .values("place", Shape.of(1), new float[][] {{10}, {20}, {30}})
        .weights(new float[] {0, 1, 2.5f})
        .build();
  }

  @Test
  void everyFieldHasItsTypeAndIsReadAsThat() {
    Dataset set = mixed();
    assertEquals(
        List.of(
            Field.input("image", new TensorType(DType.U8, Shape.of(1, 2))),
            Field.input("side values", TensorType.f32(2)),
            Field.input("words", TensorType.i32(3)),
            Field.labels("kind", List.of("cat", "dog", "eel")),
            Field.values("place", Shape.of(1)),
            Field.weight("weights")),
        set.fields());
    assertEquals(List.of(set.field("kind"), set.field("place")), set.targets());
    assertArrayEquals(new double[] {127, 128}, set.read("image", 1));
    assertArrayEquals(new double[] {255, 254}, set.read("image", 2));
    assertArrayEquals(new double[] {-2, 3}, set.read("side values", 1));
    assertArrayEquals(new double[] {-4, 5, 1 << 30}, set.read("words", 1));
    assertArrayEquals(new double[] {2}, set.read("kind", 0));
    assertArrayEquals(new double[] {30}, set.read("place", 2));
    assertArrayEquals(new double[] {2.5}, set.read("weights", 2));
  }

  @Test
  void aSelectionHasEveryField() {
    Dataset selected = mixed().select(2, 0);
    assertArrayEquals(new double[] {255, 254}, selected.read("image", 0));
    assertArrayEquals(new double[] {7, 8, 9}, selected.read("words", 0));
    assertArrayEquals(new double[] {1}, selected.read("kind", 0));
    assertArrayEquals(new double[] {10}, selected.read("place", 1));
    assertArrayEquals(new double[] {0}, selected.read("weights", 1));
  }

  @Test
  void whatIsWrongIsNamedByFieldAndExample() {
    refused(
        DataException.class,
        "Example 1 of field 'pixels' has 1 elements, expected the 2 of shape [2]",
        () -> Dataset.builder().input("pixels", PAIR, new byte[][] {{1, 2}, {3}}));
    refused(
        DataException.class,
        "Example 0 of field 'words' has no elements: its row is null",
        () -> Dataset.builder().input("words", PAIR, new int[][] {null, {3}}));
    refused(
        DataException.class,
        "Example 2 of field 'kind' has the label 1, expected one of 0 to 0",
        () -> Dataset.builder().labels("kind", new int[] {0, 0, 1}, List.of("only")));
    for (float weight : new float[] {-0.5f, Float.NaN, Float.POSITIVE_INFINITY}) {
      refused(
          DataException.class,
          "Example 1 of field 'weights' has the weight " + weight,
          () -> Dataset.builder().weights(new float[] {1, weight}));
    }
    refused(
        IllegalArgumentException.class, "'a//b'", () -> Dataset.builder().input("a//b", PAIR, TWO));
  }

  @Test
  void fieldsHaveEquallyManyExamples() {
    refused(
        DataException.class,
        "Field 'x' has 2 examples, but field 'weights' has 1",
        () ->
            Dataset.builder()
                .input("x", PAIR, TWO)
                .values("y", PAIR, TWO)
                .weights(new float[1])
                .build());
  }

  @Test
  void namesDiffer() {
    refused(
        IllegalArgumentException.class,
        "Two fields are named 'x'",
        () -> Dataset.builder().input("x", PAIR, TWO).values("x", PAIR, TWO).build());
    refused(
        IllegalArgumentException.class,
        "Two fields are named 'weights'",
        () ->
            Dataset.builder()
                .input("x", PAIR, TWO)
                .weights(new float[2])
                .weights(new float[2])
                .build());
  }

  @Test
  void aSetHasAnInput() {
    refused(
        IllegalArgumentException.class,
        "None of the fields [y, weights] is an input",
        () -> Dataset.builder().values("y", PAIR, TWO).weights(new float[2]).build());
    refused(IllegalArgumentException.class, "[] is an input", () -> Dataset.builder().build());
  }
}
