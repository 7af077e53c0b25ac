package dev.trine.spark;

import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.ModelFormatException;
import dev.trine.nn.Model;
import dev.trine.train.EpochReport;
import dev.trine.train.Schedule;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkResumeTest extends SparkCase {
  @TempDir private Path folder;

  private String path() {
    return folder.resolve("run").toUri().toString();
  }

  /** Some rounds in two epochs. */
  private static SparkTrainerBuilder settings(Model model, int localSteps) {
    SparkTrainerBuilder builder =
        trainer(model).batch(90).epochs(2).schedule(Schedule.cosine(2, 0.1).withWarmUp(4));
    return localSteps == 0
        ? builder.optimizer(adam(0.01))
        : builder.optimizer(adam(0.01)).localSteps(localSteps).outer(sgd(0.7).withNesterov(0.9));
  }

  /** Stops itself behind a round, counted from 1. */
  private static final class Stopping implements RoundListener {
    private final int round;
    private SparkTrainer trainer;

    private Stopping(int round) {
      this.round = round;
    }

    @Override
    public void onRound(RoundReport report) {
      if (report.round() == round) {
        trainer.stop();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, false", "3, false", "3, true"})
  void whatIsResumedHasTheBitsOfWhatWasNotInterrupted(int localSteps, boolean averagesMoments)
      throws IOException {
    Function<Model, SparkTrainerBuilder> settings =
        model ->
            averagesMoments
                ? settings(model, localSteps).averageMoments()
                : settings(model, localSteps);
    float[] whole;
    try (Model model = NETWORK.initialise(backend, 1)) {
      settings.apply(model).build().fit(digits());
      whole = model.readAll();
    }
    for (int after : new int[] {1, 4, 6}) {
      try (Model model = NETWORK.initialise(backend, 1)) {
        Stopping stopping = new Stopping(after);
        stopping.trainer = settings.apply(model).checkpoint(path(), 4).listener(stopping).build();
        stopping.trainer.fit(digits());
      }
      List<RoundReport> rounds = new ArrayList<>();
      try (Model model = NETWORK.initialise(backend, 2)) {
        List<EpochReport> reports =
            settings
                .apply(model)
                .checkpoint(path(), 4)
                .listener(into(rounds))
                .build()
                .resume(digits());
        assertArrayEquals(whole, model.readAll());
        assertEquals(after + 1, rounds.get(0).round(), "it goes on where it was stopped");
        assertEquals(2, reports.size());
      }
    }
    try (var files = Files.list(folder)) {
      assertTrue(files.allMatch(file -> file.getFileName().toString().matches("\\.?run(\\.crc)?")));
    }
  }

  @Test
  void withoutCheckpointItBegins() {
    try (Model begun = NETWORK.initialise(backend, 1);
        Model resumed = NETWORK.initialise(backend, 1)) {
      settings(begun, 0).build().fit(digits());
      settings(resumed, 0).checkpoint(path(), 100).build().resume(digits());
      assertArrayEquals(begun.readAll(), resumed.readAll());
      assertEquals(
          IllegalStateException.class,
          assertThrows(
                  IllegalStateException.class, () -> settings(begun, 0).build().resume(digits()))
              .getClass());
    }
  }

  @Test
  void whereNoCheckpointCanBeWrittenTrainingGoesOn() throws IOException {
    Files.write(folder.resolve("file"), new byte[1]);
    String below = folder.resolve("file").resolve("run").toUri().toString();
    List<String> notices = new ArrayList<>();
    List<RoundReport> rounds = new ArrayList<>();
    RoundListener noticing =
        new RoundListener() {
          @Override
          public void onNotice(String line) {
            notices.add(line);
          }
        };
    try (Model model = NETWORK.initialise(backend, 1)) {
      SparkTrainer trainer =
          settings(model, 0)
              .checkpoint(below, 15)
              .listener(noticing)
              .listener(into(rounds))
              .build();
      assertThrows(ModelFormatException.class, () -> trainer.fit(digits()), "the last is told of");
    }
    assertEquals(20, rounds.size());
    assertEquals(1, notices.size());
    assertTrue(notices.get(0).startsWith("The checkpoint " + below), notices.get(0));
    assertTrue(notices.get(0).endsWith("training goes on, and later checkpoints are tried"));
  }

  /** One that has no newer interface, in which files are replaced in one step. */
  public static final class OldFileSystem extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("old:///");
    }
  }

  @Test
  void aFileSystemWithoutReplacementIsEnough() throws IOException {
    context.hadoopConfiguration().set("fs.old.impl", OldFileSystem.class.getName());
    String path = "old://" + folder.resolve("run").toUri().getPath();
    float[] whole;
    try (Model model = NETWORK.initialise(backend, 1)) {
      settings(model, 0).build().fit(digits());
      whole = model.readAll();
    }
    try (Model model = NETWORK.initialise(backend, 1)) {
      Stopping stopping = new Stopping(7);
      stopping.trainer = settings(model, 0).checkpoint(path, 3).listener(stopping).build();
      stopping.trainer.fit(digits());
    }
    // As if the driver had died behind the removal of the old file.
    assertTrue(folder.resolve("run").toFile().renameTo(folder.resolve("run.part").toFile()));
    try (Model model = NETWORK.initialise(backend, 2)) {
      List<RoundReport> rounds = new ArrayList<>();
      settings(model, 0).checkpoint(path, 3).listener(into(rounds)).build().resume(digits());
      assertEquals(8, rounds.get(0).round());
      assertArrayEquals(whole, model.readAll());
      // As if it had died in its first checkpoint.
      assertTrue(folder.resolve("run").toFile().delete());
      Files.write(folder.resolve("run.part"), new byte[1000]);
      rounds.clear();
      settings(model, 0).checkpoint(path, 3).listener(into(rounds)).build().resume(digits());
      assertEquals(1, rounds.get(0).round());
    }
  }

  @Test
  void otherTrainingIsRefused() throws IOException {
    try (Model model = NETWORK.initialise(backend, 1)) {
      settings(model, 0).checkpoint(path(), 100).build().fit(digits());
      float[] before = model.readAll();
      SparkTrainer other = settings(model, 0).batch(60).checkpoint(path(), 100).build();
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> other.resume(digits()));
      assertTrue(refused.getMessage().contains("rounds is 20, of this 30"), refused.getMessage());
      assertArrayEquals(before, model.readAll());
      Files.write(folder.resolve("run"), new byte[100]);
      Files.deleteIfExists(folder.resolve(".run.crc"));
      SparkTrainer same = settings(model, 0).checkpoint(path(), 100).build();
      ModelFormatException damaged =
          assertThrows(ModelFormatException.class, () -> same.resume(digits()));
      assertTrue(damaged.getMessage().startsWith("file:"), damaged.getMessage());
    }
  }
}
