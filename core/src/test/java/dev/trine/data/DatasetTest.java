package dev.trine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.DataException;
import dev.trine.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class DatasetTest {
  private static final List<String> CLASSES = List.of("a", "b", "c");

  /** Example i has the feature i and the label i mod 3. */
  private static Dataset numbered(int size) {
    float[][] features = new float[size][1];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      features[i][0] = i;
      labels[i] = i % 3;
    }
    return Dataset.classified(Shape.of(1), features, labels, CLASSES);
  }

  private static int[] features(Dataset dataset) {
    return IntStream.range(0, dataset.size()).map(i -> (int) dataset.features(i)[0]).toArray();
  }

  private static void refused(String part, Executable making) {
    String message = assertThrows(DataException.class, making).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void whatDoesNotFitIsNamedByExample() {
    float[][] two = {{1, 2}, {3, 4}};
    float[][] ragged = {{1, 2}, {3}};
    Shape shape = Shape.of(2);
    refused(
        "2 examples, but 1 targets", () -> Dataset.classified(shape, two, new int[] {0}, CLASSES));
    refused("Example 1", () -> Dataset.classified(shape, ragged, new int[] {0, 0}, CLASSES));
    float[][] missing = {{1, 2}, null};
    refused(
        "Example 1 has no features",
        () -> Dataset.classified(shape, missing, new int[] {0, 0}, CLASSES));
    refused("Example 1 has no target", () -> Dataset.valued(shape, two, missing));
    refused("no example 5000 among the 9", () -> numbered(9).select(3, 5000));
    refused("no example -1 among the 9", () -> numbered(9).select(-1));
    refused("Example 1", () -> Dataset.classified(shape, two, new int[] {0, 3}, CLASSES));
    refused("label -1", () -> Dataset.classified(shape, two, new int[] {-1, 0}, CLASSES));
    refused("Example 1", () -> Dataset.valued(shape, two, ragged));
  }

  @Test
  void aSelectionKeepsFeaturesAndLabelsTogether() {
    Dataset selected = numbered(9).select(7, 2, 7);
    assertArrayEquals(new int[] {7, 2, 7}, features(selected));
    assertEquals(2, selected.select(2, 1).origin(1));
    assertArrayEquals(new int[] {1, 2, 1}, ((Targets.Labels) selected.targets()).labels());
  }

  @Test
  void aSplitTakesEveryExampleOnce() {
    Dataset.Split split = numbered(10).split(0.7, 3);
    assertEquals(7, split.train().size());
    assertEquals(3, split.test().size());
    int[] all = Arrays.copyOf(features(split.train()), 10);
    System.arraycopy(features(split.test()), 0, all, 7, 3);
    assertFalse(Arrays.equals(IntStream.range(0, 10).toArray(), all));
    Arrays.sort(all);
    assertArrayEquals(IntStream.range(0, 10).toArray(), all);
  }

  @Test
  void theSeedDecidesTheSplit() {
    int[] first = features(numbered(50).split(0.5, 1).train());
    assertArrayEquals(first, features(numbered(50).split(0.5, 1).train()));
    assertFalse(Arrays.equals(first, features(numbered(50).split(0.5, 2).train())));
  }

  @Test
  void aSplitIsAProperFraction() {
    for (double fraction : new double[] {0, 1, -0.5, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> numbered(4).split(fraction, 1));
    }
  }

  @Test
  void everyOrderIsEquallyLikely() {
    int[] counts = new int[27];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 60_000; i++) {
      int[] order = Dataset.shuffled(3, random);
      counts[9 * order[0] + 3 * order[1] + order[2]]++;
    }
    int[] seen = Arrays.stream(counts).filter(count -> count > 0).toArray();
    assertEquals(6, seen.length);
    Arrays.stream(seen).forEach(count -> assertEquals(10_000, count, 500));
  }

  @Test
  void theBundledDigitsAreComplete() {
    Dataset digits = Datasets.digits();
    assertEquals(1797, digits.size());
    assertEquals(Shape.of(64), digits.shape());
    int[] counts = new int[10];
    for (int label : ((Targets.Labels) digits.targets()).labels()) {
      counts[label]++;
    }
    assertArrayEquals(new int[] {178, 182, 177, 183, 181, 182, 181, 179, 174, 180}, counts);
    for (int i = 0; i < digits.size(); i++) {
      for (float pixel : digits.features(i)) {
        assertTrue(pixel >= 0 && pixel <= 1);
      }
    }
  }
}
