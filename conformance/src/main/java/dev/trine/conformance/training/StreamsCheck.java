package dev.trine.conformance.training;

import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.gru;
import static dev.trine.nn.Layers.lstm;
import static dev.trine.train.Optimizers.adam;

import dev.trine.backend.Backend;
import dev.trine.data.Dataset;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Returns;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import dev.trine.train.DataPlace;
import dev.trine.train.EpochReport;
import dev.trine.train.Trainer;
import java.util.Arrays;
import java.util.List;

/**
 * Training on a series whose state goes on from batch to batch: losses as the reference has them,
 * the same bits wherever the series lies, and the same loss when the last weights are measured.
 */
public final class StreamsCheck {
  private static final int STEPS = 90;
  private static final int WINDOW = 5;
  private static final Network NETWORK =
      Network.of(
          Shape.of(WINDOW, 1),
          lstm(6, Returns.ALL).carried(),
          gru(5, Returns.ALL).carried(),
          dense(1));

  /** Far above what roundings come to in so few steps, far below what is carried. */
  private static final double CLOSE = 1e-5;

  private StreamsCheck() {}

  /**
   * Checks a backend.
   *
   * @throws AssertionError if losses or bits differ, or if memory is left over
   */
  public static void run(Backend backend) {
    long before = backend.memory().liveBytes();
    double[] expected;
    try (Backend reference = new ReferenceBackend()) {
      expected = losses(reference, DataPlace.HOST);
    }
    double[] found = losses(backend, DataPlace.HOST);
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(expected[i] - found[i]) <= CLOSE)) {
        throw new AssertionError(
            "Streams: the losses are %s, of the reference %s"
                .formatted(Arrays.toString(found), Arrays.toString(expected)));
      }
    }
    double[] onDevice = losses(backend, DataPlace.DEVICE);
    if (!Arrays.equals(found, onDevice)) {
      throw new AssertionError(
          "Streams on the device: the losses are %s, of streams on the host %s"
              .formatted(Arrays.toString(onDevice), Arrays.toString(found)));
    }
    if (backend.memory().liveBytes() != before) {
      throw new AssertionError("Streams leave memory behind: " + backend.memory());
    }
  }

  /** Of three epochs, with that of the validation set, and of the last weights. */
  private static double[] losses(Backend backend, DataPlace place) {
    Dataset training = series(0).streams(3, WINDOW);
    Dataset validation = series(STEPS).streams(2, WINDOW);
    try (Model model = NETWORK.initialise(backend, 1)) {
      List<EpochReport> reports =
          Trainer.of(model)
              .optimizer(adam(0.01))
              .epochs(3)
              .data(place)
              .build()
              .fit(training, validation);
      double[] losses = new double[2 * reports.size() + 1];
      for (int i = 0; i < reports.size(); i++) {
        losses[2 * i] = reports.get(i).training().loss();
        losses[2 * i + 1] = reports.get(i).validation().loss();
      }
      losses[2 * reports.size()] = model.evaluate(validation).loss();
      return losses;
    }
  }

  /** A wave, and what it was a window before. */
  private static Dataset series(int from) {
    float[][] now = new float[STEPS][1];
    float[][] before = new float[STEPS][1];
    for (int i = 0; i < STEPS; i++) {
      now[i][0] = wave(from + i);
      before[i][0] = wave(from + i - WINDOW);
    }
    return Dataset.valued(Shape.of(1), now, before);
  }

  private static float wave(int step) {
    return (float) (Math.sin(0.7 * step) * Math.cos(0.31 * step));
  }
}
