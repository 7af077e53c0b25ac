package dev.trine.dataset.split;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trine.DataException;
import dev.trine.data.Dataset;
import dev.trine.dataset.SklearnValues;
import dev.trine.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassWeightsTest {
  private static final double[] LABELS = SklearnValues.row(SklearnValues.read().member("labels"));

  private static Dataset set(List<String> classes) {
    int[] labels = Arrays.stream(LABELS).mapToInt(label -> (int) label).toArray();
    return Dataset.classified(Shape.of(1), new float[labels.length][1], labels, classes);
  }

  @Test
  void areThoseOfScikitLearn() {
    double[] expected = SklearnValues.row(SklearnValues.read().member("balanced"));
    assertArrayEquals(expected, ClassWeights.balanced(set(List.of("a", "b", "c"))), 1e-15);
  }

  @Test
  void ofAPart() {
    Dataset part = set(List.of("a", "b", "c")).select(3, 0, 1, 2);
    assertEquals(List.of(2, 0, 1, 1), ClassLabels.of(part));
    assertArrayEquals(new double[] {4 / 3.0, 4 / 6.0, 4 / 3.0}, ClassWeights.balanced(part), 1e-15);
  }

  @Test
  void eachClassOccurs() {
    Dataset set = set(List.of("a", "b", "c", "d"));
    assertEquals(
        "Class 'd' is of none of the 10 examples, so that nothing balances it; split stratified, or leave it out of the classes",
        assertThrows(DataException.class, () -> ClassWeights.balanced(set)).getMessage());
  }

  @Test
  void numbersHaveNoClasses() {
    Dataset set = Dataset.valued(Shape.of(1), new float[2][1], new float[2][1]);
    assertThrows(IllegalArgumentException.class, () -> ClassWeights.balanced(set));
  }
}
