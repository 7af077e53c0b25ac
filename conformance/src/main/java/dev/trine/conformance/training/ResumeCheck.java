package dev.trine.conformance.training;

import static dev.trine.nn.Layers.batchNorm;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.dropout;
import static dev.trine.nn.Layers.lstm;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.sgd;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.data.Dataset;
import dev.trine.data.Datasets;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Returns;
import dev.trine.tensor.Shape;
import dev.trine.train.EpochReport;
import dev.trine.train.Schedule;
import dev.trine.train.StoppingRule;
import dev.trine.train.Trainer;
import dev.trine.train.TrainerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Training that is stopped in the midst of an epoch, and again at the end of one, and goes on from
 * files: weights and reports are those of training that was never interrupted, to the bit.
 */
public final class ResumeCheck {
  private static final int EPOCHS = 4;

  /** Behind so many steps: within an epoch of four, and at the end of one. */
  private static final int[] STOPS = {2, 8};

  private static final Dataset DIGITS = Datasets.digits().select(IntStream.range(0, 90).toArray());

  /** A run: what is trained on what, and how, with a schedule that looks at each step. */
  private record Case(String name, Network network, Dataset dataset, Settings settings) {}

  @FunctionalInterface
  private interface Settings {
    TrainerBuilder of(TrainerBuilder trainer, IntConsumer beforeEachStep);
  }

  /** What training came to. */
  private record Outcome(float[][] weights, List<List<Object>> reports) {}

  private ResumeCheck() {}

  /** Of each kind of state: moments, counters of random numbers, running means, best weights. */
  private static List<Case> cases() {
    return List.of(
        new Case(
            "batch norm, dropout, Adam, a plateau, best weights",
            Network.of(
                Shape.of(64), dense(9, Activation.RELU), batchNorm(), dropout(0.2), dense(10)),
            DIGITS,
            (trainer, beforeEachStep) ->
                trainer
                    .optimizer(adam(0.05).withClippedNorm(0.5))
                    .schedule(watched(Schedule.onPlateau(0.5, 0).withWarmUp(3), beforeEachStep))
                    .stopWhen(StoppingRule.noImprovement(3))
                    .validation(0.2)
                    .batch(20)),
        new Case(
            "batches in parts, momentum, a cosine",
            Network.of(Shape.of(64), dense(7, Activation.TANH), dropout(0.2), dense(10)),
            DIGITS,
            (trainer, beforeEachStep) ->
                trainer
                    .optimizer(sgd(0.1).withMomentum(0.9))
                    .schedule(watched(Schedule.cosine(EPOCHS), beforeEachStep))
                    .batch(24)
                    .accumulate(3)),
        new Case(
            "state that goes on from batch to batch",
            Network.of(Shape.of(5, 1), lstm(4, Returns.ALL).carried(), dense(1)),
            wave().streams(4, 5),
            (trainer, beforeEachStep) ->
                trainer
                    .optimizer(adam(0.01))
                    .schedule(watched(Schedule.constant(), beforeEachStep))));
  }

  private static Dataset wave() {
    float[][] now = new float[80][1];
    float[][] next = new float[80][1];
    for (int i = 0; i < now.length; i++) {
      now[i][0] = (float) Math.sin(0.7 * i);
      next[i][0] = (float) Math.sin(0.7 * (i + 1));
    }
    return Dataset.valued(Shape.of(1), now, next);
  }

  private static Schedule watched(Schedule schedule, IntConsumer beforeEachStep) {
    return at -> {
      beforeEachStep.accept((int) at.step());
      return schedule.factor(at);
    };
  }

  /**
   * Checks a backend.
   *
   * @throws AssertionError if weights or reports differ in any bit, or if memory is left over
   */
  public static void run(Backend backend) {
    long before = backend.memory().liveBytes();
    for (Case run : cases()) {
      same(run.name, uninterrupted(backend, run), interrupted(run, List.of(backend)));
    }
    if (backend.memory().liveBytes() != before) {
      throw new AssertionError("Resuming leaves memory behind: " + backend.memory());
    }
  }

  /**
   * Checks that training which goes from one portable backend to another and back, by files, is
   * that of either.
   *
   * @throws AssertionError if weights or reports differ in any bit
   */
  public static void across(Backend one, Backend other) {
    Case run = cases().get(0);
    Outcome expected = uninterrupted(one, run);
    same("On another portable backend: " + run.name, expected, uninterrupted(other, run));
    same("Between backends: " + run.name, expected, interrupted(run, List.of(one, other)));
  }

  private static void same(String name, Outcome expected, Outcome found) {
    for (int i = 0; i < expected.weights.length; i++) {
      int at = Arrays.mismatch(expected.weights[i], found.weights[i]);
      if (at >= 0) {
        throw new AssertionError(
            "%s: parameter %s differs first at %s: %s, uninterrupted %s"
                .formatted(name, i, at, found.weights[i][at], expected.weights[i][at]));
      }
    }
    if (!expected.reports.equals(found.reports)) {
      throw new AssertionError(
          "%s: reports are %s, uninterrupted %s".formatted(name, found.reports, expected.reports));
    }
  }

  private static Outcome uninterrupted(Backend backend, Case run) {
    try (Model model = run.network.initialise(backend, 1)) {
      Trainer trainer = run.settings.of(Trainer.of(model).epochs(EPOCHS), step -> {}).build();
      List<EpochReport> reports = trainer.fit(run.dataset);
      return new Outcome(weights(model), reports.stream().map(ResumeCheck::bits).toList());
    }
  }

  private static Outcome interrupted(Case run, List<Backend> backends) {
    try {
      Path folder = Files.createTempDirectory("resume");
      Path file = folder.resolve("checkpoint");
      try {
        return interrupted(run, backends, file);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Each part on the next of the backends, with a model that knows of no other. */
  private static Outcome interrupted(Case run, List<Backend> backends, Path file) {
    for (int part = 0; ; part++) {
      int stop = part < STOPS.length ? STOPS[part] : Integer.MAX_VALUE;
      try (Model model =
          run.network.initialise(backends.get(part % backends.size()), part == 0 ? 1 : 77)) {
        Trainer[] trainer = new Trainer[1];
        IntConsumer stopping =
            step -> {
              if (step == stop - 1) {
                trainer[0].stop();
              }
            };
        trainer[0] =
            run.settings.of(Trainer.of(model).epochs(EPOCHS).checkpoint(file, 1), stopping).build();
        List<EpochReport> reports =
            part == 0 ? trainer[0].fit(run.dataset) : trainer[0].resume(run.dataset);
        if (!trainer[0].stopped()) {
          return new Outcome(weights(model), reports.stream().map(ResumeCheck::bits).toList());
        }
      }
    }
  }

  private static float[][] weights(Model model) {
    return model.layout().parameters().stream()
        .map(parameter -> model.read(parameter.name()))
        .toArray(float[][]::new);
  }

  /** What of a report does not depend on the clock. */
  private static List<Object> bits(EpochReport report) {
    return Arrays.asList(
        report.epoch(),
        report.training(),
        report.validation(),
        report.skipped(),
        report.gradientNorm(),
        report.learningRate());
  }
}
