package dev.trine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamsTest {
  /** Step i has the features i and −i, the label i mod 3, and the weight i. */
  private static Dataset series(int steps) {
    float[][] features = new float[steps][];
    float[] weights = new float[steps];
    for (int i = 0; i < steps; i++) {
      features[i] = new float[] {i, -i};
      weights[i] = i;
    }
    int[] labels = IntStream.range(0, steps).map(i -> i % 3).toArray();
    return Dataset.builder()
        .input("x", Shape.of(2), features)
        .labels("y", labels, List.of("a", "b", "c"))
        .weights(weights)
        .build();
  }

  @Test
  void aRowGoesOnWhereThatOfTheBatchBeforeEnded() {
    Dataset streams = series(17).streams(2, 4);
    assertEquals(2, streams.streams());
    assertEquals(4, streams.size());
    assertArrayEquals(new double[] {0, 0, 1, -1, 2, -2, 3, -3}, streams.read("x", 0));
    assertArrayEquals(new double[] {8, 9, 10, 11}, streams.read("weights", 1));
    assertArrayEquals(new double[] {4, 5, 6, 7}, streams.read("weights", 2));
    assertArrayEquals(new double[] {0, 1, 2, 0}, streams.read("y", 3));
  }

  @Test
  void fieldsHaveTheStepsOfAWindow() {
    Dataset streams = series(12).streams(3, 2);
    assertEquals(Shape.of(2, 2), streams.field("x").type().shape());
    assertEquals(Shape.of(2), streams.field("y").type().shape());
    assertEquals(List.of("a", "b", "c"), streams.field("y").classes());
    assertEquals(Shape.of(2), streams.field("weights").type().shape());
    assertTrue(streams.examples().areFixed());
  }

  @Test
  void aSelectionIsNoLongerOfStreamsButMayBeASeries() {
    Dataset series = series(12).select(IntStream.range(4, 12).toArray());
    assertEquals(0, series.streams());
    Dataset streams = series.streams(2, 4);
    assertArrayEquals(new double[] {8, 9, 10, 11}, streams.read("weights", 1));
    assertEquals(0, streams.select(0, 1).streams());
  }

  @Test
  void tooFewStepsAreRefused() {
    for (int[] cut : new int[][] {{3, 4}, {0, 4}, {2, 0}}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> series(11).streams(cut[0], cut[1]))
              .getMessage();
      assertTrue(message.contains("A series of 11 steps"), message);
    }
  }
}
