package dev.trine.nn;

import static dev.trine.nn.Layers.concatenate;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.embedding;
import static dev.trine.nn.Layers.flatten;
import static dev.trine.nn.Layers.sequence;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.AuditedBackend;
import dev.trine.OutOfDeviceMemoryException;
import dev.trine.backend.Activation;
import dev.trine.data.Dataset;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import dev.trine.train.Toy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class PredictorTest {
  private static final int THREADS = 4;
  private static final int CALLS = 50;

  private final AuditedBackend audited = new AuditedBackend();

  @AfterEach
  void everythingIsGivenBack() {
    audited.assertNothingIsOpen("after the test");
    audited.close();
  }

  private Model classifier() {
    Model model = Toy.classifier().initialise(audited.backend(), 1);
    model.classes(List.of("a", "b", "c"));
    return model;
  }

  private static void refused(
      Class<? extends RuntimeException> type, String part, Executable call) {
    String message = assertThrows(type, call).getMessage();
    assertTrue(message.contains(part), message);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void threadsTogetherHaveWhatOneHasAlone(boolean overlapping) throws Exception {
    if (overlapping) {
      audited.overlapping();
    }
    float[][] points = Toy.points(THREADS * CALLS);
    try (Model model = classifier();
        Predictor predictor = model.predictor()) {
      float[][] alone = model.predict(Toy.clusters(points));
      CyclicBarrier together = new CyclicBarrier(THREADS);
      ExecutorService pool = Executors.newFixedThreadPool(THREADS);
      List<Future<float[][]>> all = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int first = thread * CALLS;
        all.add(
            pool.submit(
                () -> {
                  float[][] answers = new float[CALLS][];
                  for (int i = 0; i < CALLS; i++) {
                    together.await();
                    answers[i] = predictor.values(points[first + i]);
                  }
                  return answers;
                }));
      }
      for (int thread = 0; thread < THREADS; thread++) {
        for (int i = 0; i < CALLS; i++) {
          assertArrayEquals(alone[thread * CALLS + i], all.get(thread).get()[i]);
        }
      }
      pool.shutdown();
    }
  }

  @Test
  void predictorsOfOneBackendKeepOutOfEachOthersWay() throws Exception {
    try (Model model = classifier();
        Model other = Toy.regressor().initialise(audited.backend(), 2);
        Predictor first = model.predictor();
        Predictor second = other.predictor()) {
      ExecutorService pool = Executors.newFixedThreadPool(2);
      List<Future<?>> both = new ArrayList<>();
      both.add(pool.submit(() -> manyTimes(() -> first.values(new float[2]))));
      both.add(pool.submit(() -> manyTimes(() -> second.values(new float[1]))));
      for (Future<?> one : both) {
        one.get();
      }
      pool.shutdown();
    }
  }

  private static void manyTimes(Runnable call) {
    for (int i = 0; i < 200; i++) {
      call.run();
    }
  }

  @Test
  void nothingIsOpenedOnceASizeIsThere() {
    try (Model model = classifier();
        BucketPrograms programs = new BucketPrograms(model, model.network().onlyOutput(), 6)) {
      float[][] points = Toy.points(6);
      float[][] expected = model.predict(Toy.clusters(points));
      List<float[][]> examples = new ArrayList<>();
      List<Long> opened = new ArrayList<>();
      for (float[] point : points) {
        examples.add(new float[][] {point});
        long before = audited.opened();
        List<float[]> results = programs.run(examples);
        opened.add(audited.opened() - before);
        assertArrayEquals(Arrays.copyOf(expected, results.size()), results.toArray(new float[0][]));
      }
      List<Boolean> isNew = opened.stream().map(count -> count > 0).toList();
      assertEquals(List.of(true, true, true, false, true, false), isNew, "sizes 1, 2, 4 and 6");
      long before = audited.opened();
      long live = audited.liveBytes();
      for (int i = 0; i < 100; i++) {
        programs.run(examples.subList(0, 1 + i % 6));
      }
      assertEquals(before, audited.opened());
      assertEquals(live, audited.liveBytes());
    }
  }

  @Test
  void probabilitiesAreTheSoftmaxOfScores() {
    try (Model model = classifier()) {
      model.write("dense/1/weight", new float[24]);
      model.write("dense/1/bias", new float[] {0, (float) Math.log(2), (float) Math.log(5)});
      try (Predictor predictor = model.predictor()) {
        assertArrayEquals(
            new float[] {0.125f, 0.25f, 0.625f}, predictor.probabilities(new float[2]), 1e-6f);
        assertEquals("c", predictor.label(new float[2]));
        assertEquals(2, predictor.labelIndex(new float[2]));
        model.write("dense/1/bias", new float[] {1000, 1000, -1000});
        assertArrayEquals(
            new float[] {0.5f, 0.5f, 0},
            predictor.probabilities(Map.of(Dataset.FEATURES, new float[2])));
        assertEquals("a", predictor.label(new float[2]), "the first of several");
        model.write("dense/1/bias", new float[] {1, Float.NaN, 1});
        refused(
            IllegalStateException.class,
            "NaN for the class 'b'",
            () -> predictor.label(new float[2]));
      }
    }
  }

  @Test
  void eachStepOfASequenceHasItsProbabilities() {
    try (Model model = Network.of(Shape.of(2, 3), dense(2)).initialise(audited.backend(), 1)) {
      model.classes(List.of("a", "b"));
      model.write("dense/0/weight", new float[6]);
      model.write("dense/0/bias", new float[] {0, (float) Math.log(3)});
      try (Predictor predictor = model.predictor()) {
        assertArrayEquals(
            new float[] {0.25f, 0.75f, 0.25f, 0.75f}, predictor.probabilities(new float[6]), 1e-6f);
        refused(
            IllegalStateException.class,
            "a class for each step",
            () -> predictor.label(new float[6]));
      }
    }
  }

  @Test
  void whatIsNoScoresIsNoProbabilities() {
    try (Model model = Toy.regressor().initialise(audited.backend(), 1);
        Predictor predictor = model.predictor()) {
      assertEquals(1, predictor.values(new float[1]).length);
      refused(
          IllegalStateException.class,
          "no names of classes",
          () -> predictor.probabilities(new float[1]));
      refused(
          IllegalStateException.class, "no names of classes", () -> predictor.label(new float[1]));
    }
    Network squashed = Network.of(Shape.of(2), dense(2, Activation.SIGMOID));
    try (Model model = squashed.initialise(audited.backend(), 1)) {
      model.classes(List.of("a", "b"));
      try (Predictor predictor = model.predictor()) {
        refused(
            IllegalStateException.class,
            "ends with the activation sigmoid",
            () -> predictor.probabilities(new float[2]));
        assertTrue(List.of("a", "b").contains(predictor.label(new float[2])));
      }
    }
  }

  @Test
  void inputsGoByTheirNames() {
    Network network =
        Network.builder()
            .input("words", new TensorType(DType.I32, Shape.of(3)))
            .input("numbers", Shape.of(2))
            .layer("table", sequence(embedding(5, 4), flatten()), "words")
            .layer("joined", concatenate(), "table", "numbers")
            .layer("sum", dense(2))
            .build();
    Dataset data =
        Dataset.builder()
            .input("words", Shape.of(3), new int[][] {{4, 0, 2}})
            .input("numbers", Shape.of(2), new float[][] {{1, 2}})
            .build();
    try (Model model = network.initialise(audited.backend(), 1);
        Predictor predictor = model.predictor("sum")) {
      float[] words = {4, 0, 2};
      float[] numbers = {1, 2};
      assertArrayEquals(
          model.predict(data)[0], predictor.values(Map.of("words", words, "numbers", numbers)));
      refused(
          IllegalArgumentException.class,
          "by the names [words, numbers]",
          () -> predictor.values(words));
      refused(
          IllegalArgumentException.class,
          "values of [words], the network takes [words, numbers]",
          () -> predictor.values(Map.of("words", words)));
      refused(
          IllegalArgumentException.class,
          "the index 5 in 'words', expected one of 0 to 4",
          () -> predictor.values(Map.of("words", new float[] {0, 5, 0}, "numbers", numbers)));
      refused(
          IllegalArgumentException.class,
          "0.5 in 'words'",
          () -> predictor.values(Map.of("words", new float[] {0, 0.5f, 0}, "numbers", numbers)));
      refused(
          IllegalArgumentException.class,
          "3 values of 'numbers', the network takes 2",
          () -> predictor.values(Map.of("words", words, "numbers", words)));
      refused(
          IllegalArgumentException.class,
          "no value 'sums' of F32, only [sum, table/embedding/0, table/flatten/0, table, joined]",
          () -> model.predictor("sums"));
    }
  }

  @Test
  void withoutMemoryACallFailsAndTheNextTriesAgain() {
    try (Model model = classifier();
        Predictor predictor = model.predictor()) {
      for (int further = 0; further < 5; further++) {
        audited.failAfter(further);
        assertThrows(OutOfDeviceMemoryException.class, () -> predictor.values(new float[2]));
      }
      audited.failNoMore();
      assertArrayEquals(
          model.predict(Toy.clusters(new float[1][2]))[0], predictor.values(new float[2]));
    }
  }

  @Test
  void aClosedPredictorSaysSo() {
    try (Model model = classifier()) {
      Predictor predictor = model.predictor();
      predictor.values(new float[2]);
      predictor.close();
      predictor.close();
      refused(
          IllegalStateException.class,
          "The predictor of 'dense/1' is closed",
          () -> predictor.values(new float[2]));
    }
  }

  @Test
  void closingEndsCallsThatWaitAndLetsTheOthersEnd() throws Exception {
    float[][] answers = new float[1][];
    RuntimeException[] failures = new RuntimeException[1];
    try (Model model = classifier()) {
      Predictor predictor = model.predictor();
      Thread works = new Thread(() -> answers[0] = predictor.values(new float[2]));
      Thread waits =
          new Thread(
              () ->
                  failures[0] =
                      assertThrows(RuntimeException.class, () -> predictor.values(new float[2])));
      Thread closes = new Thread(predictor::close);
      synchronized (audited.backend()) {
        begin(works, Thread.State.BLOCKED);
        begin(waits, Thread.State.WAITING);
        begin(closes, Thread.State.WAITING);
        waits.join();
      }
      works.join();
      closes.join();
      assertArrayEquals(model.predict(Toy.clusters(new float[1][2]))[0], answers[0]);
      assertTrue(failures[0].getMessage().contains("was closed while"), failures[0]::getMessage);
    }
  }

  @Test
  void manyExamplesAreAnsweredInTheirOrder() {
    float[][] examples = new float[Predictor.MOST_AT_ONCE + 7][];
    Arrays.setAll(examples, i -> new float[] {i, -i});
    try (Model model = classifier();
        Predictor predictor = model.predictor()) {
      List<float[]> answers = predictor.allValues(List.of(examples));
      float[][] expected = model.predict(Toy.clusters(examples));
      assertEquals(expected.length, answers.size());
      for (int i = 0; i < expected.length; i++) {
        assertArrayEquals(expected[i], answers.get(i), 1e-6f);
      }
      refused(
          IllegalArgumentException.class,
          "The example has 3 values",
          () -> predictor.allValues(List.of(new float[2], new float[3])));
    }
  }

  private static void begin(Thread thread, Thread.State until) throws InterruptedException {
    thread.start();
    while (thread.getState() != until) {
      Thread.sleep(1);
    }
  }
}
