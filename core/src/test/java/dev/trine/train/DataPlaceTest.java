package dev.trine.train;

import static dev.trine.train.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.HostBuffer;
import dev.trine.data.Dataset;
import dev.trine.data.Examples;
import dev.trine.data.Field;
import dev.trine.nn.Feed;
import dev.trine.nn.Model;
import dev.trine.nn.Objective;
import dev.trine.nn.ResidentSet;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DataPlaceTest {
  private static final Dataset SOME = Toy.clusters(30).select(4, 3, 7, 21, 22, 23, 29, 0, 11, 12);

  private final ReferenceBackend backend = new ReferenceBackend();

  @AfterEach
  void everythingIsGivenBack() {
    assertEquals(0, backend.memory().liveBytes(), () -> backend.memory() + "");
    backend.close();
  }

  /** Counts how many examples are copied. */
  private record Counting(Examples counted, AtomicLong copied) implements Examples {
    @Override
    public int size() {
      return counted.size();
    }

    @Override
    public List<Field> fields() {
      return counted.fields();
    }

    @Override
    public void copy(Field field, int[] order, int from, int count, HostBuffer to) {
      copied.addAndGet(count);
      counted.copy(field, order, from, count, to);
    }
  }

  private List<EpochReport> fit(DataPlace place, Dataset dataset, double[][] weights) {
    try (Model model = Toy.classifier().initialise(backend, 1)) {
      List<EpochReport> reports =
          Trainer.of(model)
              .optimizer(adam(0.05))
              .batch(3)
              .epochs(3)
              .validation(0.2)
              .data(place)
              .build()
              .fit(dataset);
      weights[0] = Toy.weights(model);
      return reports;
    }
  }

  /** A selection, of which a part is for validation, in batches of which the last is smaller. */
  @ParameterizedTest
  @EnumSource(DataPlace.class)
  void resultsDoNotDependOnIt(DataPlace place) {
    double[][] expected = new double[1][];
    double[][] found = new double[1][];
    List<EpochReport> streamed = fit(DataPlace.HOST, SOME, expected);
    List<EpochReport> reports = fit(place, SOME, found);
    assertArrayEquals(expected[0], found[0]);
    for (int i = 0; i < reports.size(); i++) {
      assertEquals(streamed.get(i).training(), reports.get(i).training());
      assertEquals(streamed.get(i).validation(), reports.get(i).validation());
    }
  }

  @Test
  void examplesOnTheDeviceAreCopiedOnce() {
    AtomicLong copied = new AtomicLong();
    Dataset counted = Dataset.of(new Counting(Toy.clusters(30).examples(), copied));
    fit(DataPlace.DEVICE, counted, new double[1][]);
    assertEquals(2 * 30, copied.get()); // of two fields
    copied.set(0);
    fit(DataPlace.HOST, counted, new double[1][]);
    assertEquals(3 * 2 * 30, copied.get());
  }

  @Test
  void anExampleThatIsNotFiniteIsFoundThereToo() {
    float[][] points = Toy.points(30);
    points[21][1] = Float.NaN;
    Dataset broken = Toy.clusters(points).select(SOME.size(), 4, 21, 8);
    String message =
        assertThrows(
                NotFiniteException.class,
                () -> {
                  try (Model model = Toy.classifier().initialise(backend, 1)) {
                    Trainer.of(model).batch(2).data(DataPlace.DEVICE).build().fit(broken);
                  }
                })
            .getMessage();
    assertTrue(message.contains("in example 21 of the set"), message);
  }

  @Test
  void otherExamplesAreRefused() {
    Dataset data = Toy.clusters(6);
    Objective objective = Objective.suiting(Toy.classifier(), data);
    List<Field> fields = objective.fields(Toy.classifier(), data);
    try (ResidentSet set = new ResidentSet(backend, data, fields)) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> set.batches(backend, Toy.clusters(6), fields, 2))
              .getMessage();
      assertTrue(message.contains("other examples than those that are on the device"), message);
      assertEquals(6 * (2 + 1) * 4, ResidentSet.bytes(data, fields));
      assertEquals(6 * (2 + 1) * 4, backend.memory().liveBytes());
    }
  }

  @Test
  void theNameOfNumbersIsTaken() {
    Dataset odd =
        Dataset.builder()
            .input("number of the example", Shape.of(1), new float[2][1])
            .values("y", Shape.of(1), new float[2][1])
            .build();
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> new ResidentSet(backend, odd, odd.fields()))
            .getMessage();
    assertTrue(message.contains("'number of the example' cannot be on the device"), message);
    Feed.STREAMED.batches(backend, odd, odd.fields(), 2).close();
  }
}
