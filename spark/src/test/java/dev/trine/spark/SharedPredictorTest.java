package dev.trine.spark;

import static dev.trine.nn.Layers.dense;
import static dev.trine.spark.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.ModelFormatException;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Predictor;
import dev.trine.tensor.Shape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedPredictorTest {
  private static JavaSparkContext context;

  private final Backend backend = Backends.open("cpu", BackendOptions.defaults().withThreads(1));

  @BeforeAll
  static void open() {
    context = LocalSpark.open();
  }

  @AfterAll
  static void close() {
    context.close();
  }

  @AfterEach
  void closeAll() {
    PredictorPool.closeIdle(Duration.ZERO);
    assertEquals(0, PredictorPool.open());
    assertEquals(0, backend.memory().liveBytes());
    backend.close();
  }

  private DetachedModel model(long seed) {
    try (Model model = Network.of(Shape.of(2), dense(3)).initialise(backend, seed)) {
      model.classes(List.of("a", "b", "c"));
      model.note("unit", "m");
      return DetachedModel.of(model);
    }
  }

  private float[] answer(DetachedModel detached, float... example) {
    try (Model model = detached.on(backend);
        Predictor predictor = model.predictor()) {
      return predictor.values(example);
    }
  }

  private static List<float[]> answers(SharedPredictor shared, int partitions) {
    return context
        .parallelize(List.of(0f, 1f, 2f, 3f, 4f, 5f), partitions)
        .mapPartitions(
            numbers -> {
              Predictor predictor = shared.inTask();
              List<float[]> examples = new java.util.ArrayList<>();
              numbers.forEachRemaining(number -> examples.add(new float[] {number, 1}));
              return predictor.allValues(examples).iterator();
            })
        .collect();
  }

  @Test
  void tasksShareOnePredictorThatStaysForTheNext() {
    DetachedModel model = model(1);
    SharedPredictor shared = model.share(context, "cpu");
    for (int job = 0; job < 3; job++) {
      List<float[]> answers = answers(shared, 4);
      for (int i = 0; i < 6; i++) {
        assertArrayEquals(answer(model, i, 1), answers.get(i), 1e-6f);
      }
      assertEquals(1, PredictorPool.open());
    }
    PredictorPool.closeIdle(Duration.ofHours(1));
    assertEquals(1, PredictorPool.open());
  }

  @Test
  void anotherModelTakesThePlaceOfOneThatNobodyHas() {
    answers(model(1).share(context, "cpu"), 2);
    DetachedModel other = model(2);
    assertArrayEquals(answer(other, 5, 1), answers(other.share(context, "cpu"), 2).get(5), 1e-6f);
    assertEquals(1, PredictorPool.open());
  }

  @Test
  void aTaskThatFailsGivesItsPartBack() {
    SharedPredictor shared = model(1).share(context, "cpu");
    refused(
        IllegalArgumentException.class,
        () ->
            context
                .parallelize(List.of(1), 1)
                .map(number -> shared.inTask().values(new float[number]))
                .collect(),
        "The example has 1 values");
  }

  @Test
  void thereIsNoPredictorOutsideOfTasks() {
    SharedPredictor shared = model(1).share(context, "cpu");
    refused(IllegalStateException.class, shared::inTask, "No task", "DetachedModel.on(backend)");
  }

  @Test
  void filesAreOfTheLibrary(@TempDir Path folder) {
    Path file = folder.resolve("a model.safetensors");
    Configuration configuration = context.hadoopConfiguration();
    DetachedModel model = model(1);
    model.save(file.toString(), configuration);
    try (Model read = Model.load(backend, file)) {
      assertArrayEquals(answer(model, 1, 2), answer(DetachedModel.of(read), 1, 2));
    }
    DetachedModel again = DetachedModel.load(file.toString(), configuration);
    assertEquals(List.of("a", "b", "c"), again.classes());
    assertEquals("m", again.notes().get("unit"));
    assertArrayEquals(answer(model, 1, 2), answer(again, 1, 2));
    refused(
        ModelFormatException.class,
        () -> DetachedModel.load(folder.resolve("none").toString(), configuration),
        "none cannot be read");
  }
}
