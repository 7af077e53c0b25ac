package dev.trine.cli.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.data.Dataset;
import dev.trine.dataset.split.ClassLabels;
import dev.trine.tensor.Shape;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingPartTest {
  private static final Shape ONE = Shape.of(1);

  /** 200 examples, of which one of ten is rare. */
  private static Dataset classes() {
    float[][] features = new float[200][1];
    int[] labels = IntStream.range(0, 200).map(i -> i % 10 == 3 ? 1 : 0).toArray();
    return Dataset.classified(ONE, features, labels, List.of("usual", "rare"));
  }

  private static int rare(Dataset set) {
    return Collections.frequency(ClassLabels.of(set), 1);
  }

  @Test
  void holdsOutOfEachClassAlike() {
    for (int seed = 0; seed < 10; seed++) {
      TrainingPart part = TrainingPart.validated(classes(), 0.1, seed);
      Dataset validation = part.validation().orElseThrow();
      assertEquals(20, validation.size());
      assertEquals(2, rare(validation), "of seed " + seed);
      assertEquals(180, part.trained().size());
      assertEquals(18, rare(part.trained()), "of seed " + seed);
    }
  }

  @Test
  void holdsOutAnyOfNumbers() {
    float[][] values = new float[40][1];
    IntStream.range(0, 40).forEach(i -> values[i][0] = i);
    Dataset set = Dataset.valued(ONE, values, values);
    TrainingPart part = TrainingPart.validated(set, 0.25, 1);
    assertEquals(10, part.validation().orElseThrow().size());
    assertEquals(30, part.trained().size());
  }

  @Test
  void holdsOutNothing() {
    Dataset set = classes();
    TrainingPart part = TrainingPart.validated(set, 0, 1);
    assertSame(set, part.trained());
    assertTrue(part.validation().isEmpty());
  }

  @Test
  void refusesToLeaveNothing() {
    Dataset few = classes().select(0, 1);
    assertThrows(IllegalArgumentException.class, () -> TrainingPart.validated(few, 0.1, 1));
  }
}
