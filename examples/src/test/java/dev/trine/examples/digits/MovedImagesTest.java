package dev.trine.examples.digits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.data.Dataset;
import dev.trine.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class MovedImagesTest {
  @Test
  void areEachImageInFivePlaces() {
    byte[] other = new byte[9];
    byte[] cross = {0, 0, 0, 1, 2, 3, 0, 0, 0};
    Dataset images =
        Dataset.builder()
            .input(Dataset.FEATURES, Shape.of(3, 3), new byte[][] {other, cross})
            .labels(Dataset.TARGETS, new int[] {0, 1}, List.of("none", "cross"))
            .build();
    Dataset moved = Dataset.of(new MovedImages(images));

    assertEquals(10, moved.size());
    assertArrayEquals(new double[] {0, 0, 0, 1, 2, 3, 0, 0, 0}, moved.read(Dataset.FEATURES, 5));
    assertArrayEquals(new double[] {0, 0, 0, 0, 0, 0, 1, 2, 3}, moved.read(Dataset.FEATURES, 6));
    assertArrayEquals(new double[] {1, 2, 3, 0, 0, 0, 0, 0, 0}, moved.read(Dataset.FEATURES, 7));
    assertArrayEquals(new double[] {1}, moved.read(Dataset.TARGETS, 9));
    assertArrayEquals(new double[] {0}, moved.read(Dataset.TARGETS, 4));
  }

  @Test
  void ofOneColumnGoToItsSides() {
    byte[] column = {0, 1, 0, 0, 1, 0, 0, 1, 0};
    Dataset images =
        Dataset.builder()
            .input(Dataset.FEATURES, Shape.of(3, 3), new byte[][] {column})
            .labels(Dataset.TARGETS, new int[] {0}, List.of("column"))
            .build();
    Dataset moved = Dataset.of(new MovedImages(images));
    assertArrayEquals(new double[] {0, 0, 1, 0, 0, 1, 0, 0, 1}, moved.read(Dataset.FEATURES, 3));
    assertArrayEquals(new double[] {1, 0, 0, 1, 0, 0, 1, 0, 0}, moved.read(Dataset.FEATURES, 4));
  }
}
