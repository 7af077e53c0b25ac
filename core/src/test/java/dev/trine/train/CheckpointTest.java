package dev.trine.train;

import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.dropout;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.ModelFormatException;
import dev.trine.backend.Activation;
import dev.trine.data.Dataset;
import dev.trine.io.Safetensors;
import dev.trine.nn.Losses;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training that keeps a checkpoint, is stopped, and goes on. */
class CheckpointTest {
  /** What is saved is in single precision; the reference keeps twice that. */
  private static final double ROUNDING = 1e-6;

  private static final Dataset DATA = Toy.clusters(22);
  private static final int STEPS_AN_EPOCH = 5; // 18 examples, 4 a step
  private static final int EPOCHS = 6;

  private static final Network NETWORK =
      Network.of(Shape.of(2), dense(6, Activation.TANH), dropout(0.3), dense(3));

  private final ReferenceBackend backend = new ReferenceBackend();

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void aFile() {
    file = folder.resolve("checkpoint");
  }

  @AfterEach
  void everythingIsGivenBack() {
    assertEquals(0, backend.memory().liveBytes(), () -> backend.memory() + "");
    backend.close();
  }

  private Model model(long seed) {
    return NETWORK.initialise(backend, seed);
  }

  private TrainerBuilder trainer(Model model) {
    return Trainer.of(model)
        .optimizer(adam(0.05))
        .batch(4)
        .epochs(EPOCHS)
        .validation(0.2)
        .seed(3)
        .stopWhen(StoppingRule.noImprovement(5))
        .checkpoint(file, 1);
  }

  /** One that stops behind so many steps, or before the first. */
  private Trainer stopping(Model model, int steps) {
    Trainer[] made = new Trainer[1];
    made[0] =
        trainer(model)
            .schedule(
                at -> {
                  if (at.step() == steps - 1) {
                    made[0].stop();
                  }
                  return Schedule.cosine(EPOCHS).factor(at);
                })
            .build();
    if (steps == 0) {
      made[0].stop();
    }
    return made[0];
  }

  private static List<Double> losses(List<EpochReport> reports) {
    return reports.stream().map(EpochReport::monitoredLoss).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 6, 17, 29})
  void trainingThatIsStoppedGoesOnAsIfItHadNotBeen(int steps) {
    double[] uninterrupted;
    List<Double> losses;
    try (Model model = model(1)) {
      Trainer trainer = stopping(model, -1);
      losses = losses(trainer.fit(DATA));
      assertFalse(trainer.stopped());
      uninterrupted = Toy.weights(model);
    }
    List<EpochReport> reports = new ArrayList<>();
    try (Model model = model(1)) {
      Trainer trainer = stopping(model, steps);
      reports.addAll(trainer.fit(DATA));
      assertTrue(trainer.stopped());
      assertEquals(steps / STEPS_AN_EPOCH, reports.size());
    }
    Checkpoint checkpoint = Checkpoint.load(file);
    assertEquals(reports.size(), checkpoint.epochs());
    assertEquals(steps % STEPS_AN_EPOCH, checkpoint.state().position());
    assertEquals(NETWORK, checkpoint.network());
    try (Model model = model(77)) {
      Trainer trainer = stopping(model, -1);
      List<EpochReport> all = trainer.resume(DATA);
      assertEquals(reports, all.subList(0, reports.size()));
      reports.addAll(all.subList(reports.size(), all.size()));
      assertFalse(trainer.stopped());
      assertArrayEquals(uninterrupted, Toy.weights(model), ROUNDING);
    }
    assertArrayEquals(
        losses.stream().mapToDouble(Double::doubleValue).toArray(),
        losses(reports).stream().mapToDouble(Double::doubleValue).toArray(),
        ROUNDING);
  }

  /** Of five steps the one with this example is left out, whichever that is. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void stepsThatWereSkippedStayCounted(int steps) {
    float[][] points = Toy.points(22);
    points[13][0] = Float.NaN;
    Dataset data = Toy.clusters(points);
    try (Model model = model(1)) {
      Trainer[] made = new Trainer[1];
      made[0] =
          trainer(model)
              .validation(0)
              .notFinite(NotFinite.SKIP)
              .schedule(
                  at -> {
                    if (at.step() == steps - 1 && model.notes().isEmpty()) {
                      made[0].stop();
                      model.note("stopped", "once");
                    }
                    return 1;
                  })
              .build();
      made[0].fit(data);
      assertTrue(made[0].stopped());
      List<EpochReport> reports = made[0].resume(data);
      assertEquals(EPOCHS, reports.size());
      reports.forEach(report -> assertEquals(1, report.skipped(), report::toString));
    }
  }

  @Test
  void whatHadEndedIsNotTrainedAgain() {
    double[] ended;
    try (Model model = model(1)) {
      trainer(model).build().fit(DATA);
      ended = Toy.weights(model);
    }
    try (Model model = model(77)) {
      assertEquals(EPOCHS, trainer(model).build().resume(DATA).size());
      assertArrayEquals(ended, Toy.weights(model), ROUNDING);
      assertEquals(EPOCHS + 2, trainer(model).epochs(EPOCHS + 2).build().resume(DATA).size());
    }
  }

  @Test
  void fewerEpochsThanHaveBegunAreRefused() {
    int steps = 3 * STEPS_AN_EPOCH + 1;
    try (Model model = model(1)) {
      stopping(model, steps).fit(DATA);
    }
    try (Model model = model(77)) {
      double[] before = Toy.weights(model);
      Trainer trainer = trainer(model).epochs(3).schedule(Schedule.cosine(EPOCHS)).build();
      String message =
          assertThrows(IllegalArgumentException.class, () -> trainer.resume(DATA)).getMessage();
      assertTrue(message.contains("ask for at least 4"), message);
      assertArrayEquals(before, Toy.weights(model), 0);
    }
  }

  @Test
  void anotherThreadMayStopIt() throws Exception {
    try (Model model = model(1)) {
      Trainer trainer =
          trainer(model).stopWhen(null).epochs(1_000_000).checkpoint(file, 1_000_000).build();
      Thread stopping =
          new Thread(
              () -> {
                try {
                  Thread.sleep(100);
                } catch (InterruptedException early) {
                  Thread.currentThread().interrupt();
                }
                trainer.stop();
              });
      stopping.start();
      int epochs = trainer.fit(DATA).size();
      stopping.join();
      assertTrue(trainer.stopped());
      assertEquals(epochs, Checkpoint.load(file).epochs());
    }
  }

  @Test
  void aStepMayBeFollowedByACheckpoint() {
    List<String> moments = new ArrayList<>();
    try (Model model = model(1)) {
      trainer(model)
          .epochs(2)
          .checkpoint(file, Duration.ZERO)
          .schedule(
              at -> {
                if (at.step() > 0) {
                  moments.add(Checkpoint.load(file).moment());
                }
                return 1;
              })
          .build()
          .fit(DATA);
    }
    assertEquals(2 * STEPS_AN_EPOCH - 1, moments.size());
    assertEquals("epoch 1, step 3", moments.get(2));
    assertEquals("epoch 1", moments.get(STEPS_AN_EPOCH - 1));
    assertEquals("epoch 2, step 1", moments.get(STEPS_AN_EPOCH));
  }

  @Test
  void aCheckpointHasTheModelOfItsMoment() {
    try (Model model = model(1)) {
      model.note("made", "here");
      stopping(model, 7).fit(DATA);
      try (Model loaded = Checkpoint.load(file).model(backend)) {
        assertArrayEquals(Toy.weights(model), Toy.weights(loaded), ROUNDING);
        assertEquals(List.of("a", "b", "c"), loaded.classes());
        assertEquals(Map.of("made", "here"), loaded.notes());
      }
      String message =
          assertThrows(ModelFormatException.class, () -> Model.load(backend, file)).getMessage();
      assertTrue(message.contains("a checkpoint of training, not a model"), message);
    }
  }

  private static Arguments other(String setting, UnaryOperator<TrainerBuilder> change) {
    return Arguments.of(setting, change);
  }

  static Stream<Arguments> others() {
    return Stream.of(
        other("optimizer is AdaptiveMoments", of -> of.optimizer(sgd(0.05))),
        other("optimizer", of -> of.optimizer(adam(0.06))),
        other("optimizer", of -> of.clipNorm(1)),
        other("loss", of -> of.loss(Losses.categoricalHinge())),
        other("schedule is none, of this one", of -> of.schedule(Schedule.constant())),
        other("batch is 4, of this 5", of -> of.batch(5)),
        other("accumulate is 1, of this 2", of -> of.accumulate(2)),
        other("lengthBuckets", of -> of.lengthBuckets(1)),
        other("seed is 3, of this 4", of -> of.seed(4)),
        other("notFinite is THROW, of this SKIP", of -> of.notFinite(NotFinite.SKIP)),
        other("stopWhen", of -> of.stopWhen(null)),
        other("training examples", of -> of.validation(0.3)));
  }

  @ParameterizedTest
  @MethodSource("others")
  void otherSettingsAreRefused(String part, UnaryOperator<TrainerBuilder> change) {
    try (Model model = model(1);
        Model later = model(2)) {
      trainer(model).epochs(1).build().fit(DATA);
      double[] before = Toy.weights(later);
      refused(part, change.apply(trainer(later)).build(), DATA);
      assertArrayEquals(before, Toy.weights(later));
    }
  }

  private static void refused(String part, Trainer trainer, Dataset data) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> trainer.resume(data)).getMessage();
    assertTrue(message.contains(part), message);
    assertTrue(message.contains("checkpoint") && message.contains("begin anew"), message);
  }

  @Test
  void otherDataAndNetworksAreRefused() {
    float[][] points = Toy.points(22);
    points[0][0] += 1;
    Network wider = Network.of(Shape.of(2), dense(7, Activation.TANH), dropout(0.3), dense(3));
    try (Model model = model(1);
        Model other = wider.initialise(backend, 1)) {
      trainer(model).epochs(1).validation(0).build().fit(DATA);
      Trainer trainer = trainer(model).validation(0).build();
      refused("training examples is 22 of", trainer, Toy.clusters(23));
      refused("training examples", trainer, Toy.clusters(points));
      refused("units\":7", trainer(other).validation(0).build(), DATA);
    }
  }

  @Test
  void aScheduleIsHeldToTheRateOfTheLastStep() {
    for (int steps : new int[] {7, 10}) {
      try (Model model = model(1)) {
        stopping(model, steps).fit(DATA);
        refused(
            "its schedule had the learning rate",
            trainer(model).schedule(Schedule.cosine(EPOCHS, 0.1)).build(),
            DATA);
      }
    }
  }

  @Test
  void anotherBackendIsSaid() throws IOException {
    try (Model model = model(1)) {
      trainer(model).epochs(1).build().fit(DATA);
      Checkpoint there = Checkpoint.load(file);
      Safetensors.write(
          file, CheckpointFile.content(model, there.state(), there.settings(), "a GPU, 7 threads"));
      List<String> notices = new ArrayList<>();
      TrainingListener listener =
          new TrainingListener() {
            @Override
            public void onNotice(String line) {
              notices.add(line);
            }
          };
      trainer(model).epochs(2).listener(listener).build().resume(DATA);
      assertEquals(1, notices.size());
      assertTrue(notices.get(0).contains("was written on a GPU, 7 threads"), notices.get(0));
      assertTrue(notices.get(0).contains("may differ"), notices.get(0));
      notices.clear();
      trainer(model).epochs(3).listener(listener).build().resume(DATA);
      assertEquals(List.of(), notices);
    }
  }

  @Test
  void whatCannotBeWrittenLosesNothing() throws IOException {
    Files.createDirectory(file);
    List<String> notices = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onNotice(String line) {
            notices.add(line);
          }
        };
    try (Model model = model(1)) {
      assertEquals(3, trainer(model).epochs(3).listener(listener).build().fit(DATA).size());
      assertEquals(1, notices.size(), notices.toString());
      assertTrue(notices.get(0).contains(file + " cannot be written"), notices.get(0));
      Trainer stopped = stopping(model, 2);
      assertThrows(ModelFormatException.class, () -> stopped.fit(DATA));
    }
  }

  @Test
  void thereMustBeOne() {
    try (Model model = model(1)) {
      Trainer trainer = trainer(model).build();
      String message =
          assertThrows(ModelFormatException.class, () -> trainer.resume(DATA)).getMessage();
      assertTrue(message.contains("There is no checkpoint " + file), message);
      Trainer without = Trainer.of(model).build();
      assertThrows(IllegalStateException.class, () -> without.resume(DATA));
      model.save(file);
      message = assertThrows(ModelFormatException.class, () -> trainer.resume(DATA)).getMessage();
      assertTrue(message.contains("no checkpoint of training"), message);
    }
  }

  /** A checksum that is right does not make a file one to trust. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "\"position\":2#\"position\":5#behind step 5 of an epoch, which has 5",
        "\"position\":2#\"position\":-1#position is -1",
        "\"position\":2#\"position\":2147483647#behind step 2147483647",
        "\"learningRate\":#\"learningRate\":-#at least 0",
        "\"seed\":\"3\"#\"seed\":\"x\"#seed is \"x\"",
        "\"epoch\":1#\"epoch\":7#its report 1 is of epoch 7",
        "\"examples\":#\"examples\":-#examples is -",
        "\"samplesPerSecond\":#\"samplesPerSecond\":\"fast\",\"more\":#more is unknown",
        "\"loss\":#\"less\":#loss is missing",
        "\"accuracy\"],#\"accuracy\",\"more\"],#'training:totals' has 6 values, expected 8",
      })
  void aHostileStateIsRefused(String part, String instead, String fault) {
    try (Model model = model(1)) {
      stopping(model, 7).fit(DATA);
      Safetensors content = Safetensors.read(file);
      Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
      String state = metadata.get("trine.checkpoint.state");
      assertTrue(state.contains(part), state);
      metadata.put("trine.checkpoint.state", state.replace(part, instead));
      Safetensors.write(file, CheckpointFile.sealed(new Safetensors(metadata, content.tensors())));
      String message =
          assertThrows(ModelFormatException.class, () -> stopping(model, -1).resume(DATA))
              .getMessage();
      assertTrue(message.contains(fault), message);
      assertTrue(message.contains(file.toString()), message);
    }
  }

  /** A loss that checks its targets by a lambda, which is called anew in each process. */
  @Test
  void whatAProcessCallsAnewIsNoSetting() {
    Map<String, String> settings = Map.of("loss", Losses.hinge() + "");
    assertTrue(settings.get("loss").contains("Lambda"), settings + "");
    try (Model model = NETWORK.initialise(backend, 1);
        TrainingState state = new TrainingState(model, Losses.hinge(), adam(0.1), 1)) {
      Checkpoint.write(file, state, settings, "here");
    }
    Checkpoint checkpoint = Checkpoint.load(file);
    String elsewhere = settings.get("loss").replaceAll("Lambda[^\\]]*", "Lambda/0x7f@12ab34");
    checkpoint.requireSettings(Map.of("loss", elsewhere), file);
    assertThrows(
        IllegalArgumentException.class,
        () -> checkpoint.requireSettings(Map.of("loss", Losses.logCosh() + ""), file));
  }
}
