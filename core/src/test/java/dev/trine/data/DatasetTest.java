package dev.trine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.DataException;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
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

  private static int[] ints(Dataset dataset, String field) {
    return IntStream.range(0, dataset.size()).map(i -> (int) dataset.read(field, i)[0]).toArray();
  }

  @Test
  void asTextItIsItsSizeAndItsFields() {
    assertEquals(
        "7 examples of features F32[1], targets I32[] of 3 classes", numbered(7).toString());
  }

  private static int[] features(Dataset dataset) {
    return ints(dataset, "features");
  }

  private static void refused(String part, Executable making) {
    String message = assertThrows(DataException.class, making).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void whatDoesNotFitIsNamedByFieldAndExample() {
    float[][] two = {{1, 2}, {3, 4}};
    float[][] ragged = {{1, 2}, {3}};
    float[][] missing = {{1, 2}, null};
    Shape shape = Shape.of(2);
    refused(
        "Field 'features' has 2 examples, but field 'targets' has 1",
        () -> Dataset.classified(shape, two, new int[] {0}, CLASSES));
    refused(
        "Example 1 of field 'features' has 1 elements, expected the 2 of shape [2]",
        () -> Dataset.classified(shape, ragged, new int[] {0, 0}, CLASSES));
    refused(
        "Example 1 of field 'features' has no elements: its row is null",
        () -> Dataset.classified(shape, missing, new int[] {0, 0}, CLASSES));
    refused("Example 1 of field 'targets' has no", () -> Dataset.valued(shape, two, missing));
    refused("Example 1 of field 'targets' has 1", () -> Dataset.valued(shape, two, ragged));
    refused(
        "Example 0 of field 'targets' has no",
        () -> Dataset.valued(shape, two, new float[][] {null, {1}}));
    refused(
        "Example 1 of field 'targets' has the label 3, expected one of 0 to 2",
        () -> Dataset.classified(shape, two, new int[] {0, 3}, CLASSES));
    refused("label -1", () -> Dataset.classified(shape, two, new int[] {-1, 0}, CLASSES));
    refused("no example 5000 among the 9", () -> numbered(9).select(3, 5000));
    refused("no example -1 among the 9", () -> numbered(9).select(-1));
    refused("no example 2 among the 2", () -> numbered(9).select(8, 0).read("features", 2));
  }

  @Test
  void aFieldThatIsNotThereIsRefusedByTheNamesOfThoseThatAre() {
    Dataset data = numbered(4);
    String message =
        assertThrows(IllegalArgumentException.class, () -> data.field("Features")).getMessage();
    assertTrue(message.contains("'Features' among [features, targets]"), message);
    assertThrows(IllegalArgumentException.class, () -> data.read("labels", 0));
    Field namesake = Field.values("features", Shape.of(1));
    message =
        assertThrows(
                IllegalArgumentException.class,
                () -> data.copy(namesake, new int[] {0}, 0, 1, new HeapBuffer(namesake.type())))
            .getMessage();
    assertTrue(message.contains("'features', but not that one"), message);
  }

  @Test
  void theKnownSetsHaveFeaturesAndTargets() {
    Dataset labelled = numbered(4);
    assertEquals(
        List.of(Field.input("features", TensorType.f32(1)), Field.labels("targets", CLASSES)),
        labelled.fields());
    assertEquals(List.of(Field.labels("targets", CLASSES)), labelled.targets());
    Dataset valued = Dataset.valued(Shape.of(2), new float[1][2], new float[1][5]);
    assertEquals(List.of(Field.values("targets", Shape.of(5))), valued.targets());
    assertEquals(0, Dataset.valued(Shape.of(2), new float[0][], new float[0][]).size());
  }

  @Test
  void aSelectionKeepsFeaturesAndLabelsTogether() {
    Dataset selected = numbered(9).select(7, 2, 7);
    assertArrayEquals(new int[] {7, 2, 7}, features(selected));
    assertArrayEquals(new int[] {1, 2, 1}, ints(selected, "targets"));
  }

  @Test
  void aSelectionOfASelectionIsOneOfTheExamples() {
    Dataset all = numbered(9);
    Dataset selected = all.select(7, 2, 8, 4).select(3, 1, 2);
    assertArrayEquals(new int[] {4, 2, 8}, features(selected));
    assertArrayEquals(new int[] {4, 2, 8}, IntStream.range(0, 3).map(selected::origin).toArray());
    assertSame(all.examples(), selected.examples());
    assertSame(all.fields(), selected.fields());
    Field features = all.field("features");
    HeapBuffer buffer = new HeapBuffer(features.batched(2));
    selected.copy(features, new int[] {1, 0, 2, 0}, 2, 2, buffer);
    assertEquals(8, buffer.get(0));
    assertEquals(4, buffer.get(1));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> selected.copy(features, new int[] {0, 3}, 0, 2, buffer));
    assertThrows(
        IndexOutOfBoundsException.class, () -> all.copy(features, new int[] {0, 9}, 0, 2, buffer));
  }

  @Test
  void rowsAreNotCopiedButLabelsAre() {
    float[][] features = {{1}, {2}};
    int[] labels = {0, 1};
    Dataset data = Dataset.classified(Shape.of(1), features, labels, CLASSES);
    features[1][0] = Float.NaN;
    features[0] = new float[] {5};
    labels[0] = 77;
    assertArrayEquals(new double[] {1}, data.read("features", 0));
    assertArrayEquals(new double[] {Double.NaN}, data.read("features", 1));
    assertArrayEquals(new int[] {0, 1}, ints(data, "targets"));
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
    assertEquals(Shape.of(64), digits.field("features").type().shape());
    int[] counts = new int[10];
    for (int label : ints(digits, "targets")) {
      counts[label]++;
    }
    assertArrayEquals(new int[] {178, 182, 177, 183, 181, 182, 181, 179, 174, 180}, counts);
    for (int i = 0; i < digits.size(); i++) {
      for (double pixel : digits.read("features", i)) {
        assertTrue(pixel >= 0 && pixel <= 1);
      }
    }
  }
}
