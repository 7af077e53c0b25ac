package dev.trine.train;

import static dev.trine.nn.Layers.dense;
import static dev.trine.train.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.OutOfDeviceMemoryException;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.HostBuffer;
import dev.trine.data.Dataset;
import dev.trine.data.Examples;
import dev.trine.data.Field;
import dev.trine.nn.Feed;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
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
  private record Counting(Examples counted, AtomicLong copied, boolean areFixed)
      implements Examples {
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

  private long copied(DataPlace place, boolean areFixed, int... selection) {
    AtomicLong copied = new AtomicLong();
    Dataset all = Dataset.of(new Counting(Toy.clusters(30).examples(), copied, areFixed));
    fit(place, selection.length == 0 ? all : all.select(selection), new double[1][]);
    return copied.get();
  }

  @Test
  void examplesOnTheDeviceAreCopiedOnce() {
    assertEquals(2 * 30, copied(DataPlace.DEVICE, false)); // two fields
    assertEquals(3 * 2 * 30, copied(DataPlace.HOST, true));
  }

  @Test
  void onlyFixedExamplesOfWhichManyAreTakenAreThereUnasked() {
    assertEquals(2 * 30, copied(DataPlace.AUTOMATIC, true));
    assertEquals(3 * 2 * 30, copied(DataPlace.AUTOMATIC, false));
    int[] few = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    assertEquals(3 * 2 * 10, copied(DataPlace.AUTOMATIC, true, few));
  }

  @Test
  void aSetThatDoesNotFitIsStreamedUnlessItIsToBeThere() {
    BackendOptions little = BackendOptions.defaults().withMemoryLimitBytes(14_000);
    float[][] wide = new float[40][100];
    Dataset data = Dataset.valued(Shape.of(100), wide, new float[40][1]);
    try (ReferenceBackend small = new ReferenceBackend(little);
        Model model = Network.of(Shape.of(100), dense(1)).initialise(small, 1)) {
      Trainer.of(model).batch(2).epochs(1).build().fit(data);
      Trainer there = Trainer.of(model).batch(2).data(DataPlace.DEVICE).build();
      String message =
          assertThrows(OutOfDeviceMemoryException.class, () -> there.fit(data)).getMessage();
      assertTrue(message.contains("data(HOST) leaves the examples in host memory"), message);
    }
  }

  /** A target [] for an output [1]. */
  @Test
  void targetsOfAnotherShapeWithAsManyElementsAreTaken() {
    Dataset prices =
        Dataset.builder()
            .input("features", Shape.of(2), Toy.points(6))
            .values("price", Shape.of(), new float[6][1])
            .build();
    for (DataPlace place : DataPlace.values()) {
      try (Model model = Network.of(Shape.of(2), dense(1)).initialise(backend, 1)) {
        Trainer.of(model).batch(4).epochs(1).data(place).build().fit(prices);
      }
    }
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
