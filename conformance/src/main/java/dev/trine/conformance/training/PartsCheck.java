package dev.trine.conformance.training;

import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.dropout;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.sgd;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.data.Datasets;
import dev.trine.nn.Loss;
import dev.trine.nn.Losses;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.tensor.Shape;
import dev.trine.train.DataPlace;
import dev.trine.train.Replicas;
import dev.trine.train.Schedule;
import dev.trine.train.TrainStep;
import dev.trine.train.Trainer;
import dev.trine.train.TrainingState;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Training in parts, to the bit: steps in two parts, training that is interrupted and goes on from
 * a saved state, and replicas that stay equal. And, within rounding, batches in parts.
 */
public final class PartsCheck {
  private static final Loss LOSS = Losses.softmaxCrossEntropy();
  private static final Network NETWORK =
      Network.of(
          Shape.of(64), dense(13, Activation.RELU), new RunningMean(), dropout(0.2), dense(10));
  private static final Dataset DIGITS = Datasets.digits().select(IntStream.range(0, 90).toArray());
  private static final int STEPS = 4;

  /** Far above what roundings come to in so few steps, far below a step. */
  private static final float CLOSE = 1e-5f;

  private final Backend backend;

  private PartsCheck(Backend backend) {
    this.backend = backend;
  }

  /**
   * Checks a backend.
   *
   * @throws AssertionError if weights differ in any bit, or if memory is left over
   */
  public static void run(Backend backend) {
    long before = backend.memory().liveBytes();
    PartsCheck check = new PartsCheck(backend);
    same("steps in two parts", check.steps(false), check.steps(true));
    float[] together = check.together(DataPlace.HOST);
    same("training that was interrupted", together, check.interrupted());
    same("training on a set on the device", together, check.together(DataPlace.DEVICE));
    check.replicas();
    check.batchesInParts();
    if (backend.memory().liveBytes() != before) {
      throw new AssertionError("Training in parts leaves memory behind: " + backend.memory());
    }
  }

  private static void same(String what, float[] expected, float[] found) {
    if (!Arrays.equals(expected, found)) {
      throw new AssertionError(
          "%s: the weights differ first at %s of %s"
              .formatted(what, Arrays.mismatch(expected, found), expected.length));
    }
  }

  private Model model() {
    return NETWORK.initialise(backend, 1);
  }

  /** Those of the first layer, and the state that is not trained. */
  private static float[] weights(Model model) {
    float[] weights = model.read("dense/0/weight");
    float[] state = model.read(RunningMean.STATE);
    float[] all = Arrays.copyOf(weights, weights.length + state.length);
    System.arraycopy(state, 0, all, weights.length, state.length);
    return all;
  }

  private float[] steps(boolean inParts) {
    try (Model model = model();
        TrainStep step = new TrainStep(model, LOSS, adam(0.01), 1);
        Batches batches = new Batches(backend, DIGITS, 40)) {
      batches.forEach(
          IntStream.range(0, 90).toArray(),
          batch -> {
            if (inParts) {
              step.gradients(batch);
              step.update();
            } else {
              step.run(batch);
            }
          });
      return weights(model);
    }
  }

  private static Trainer trainer(Model model, int epochs) {
    return Trainer.of(model).batch(40).epochs(epochs).build();
  }

  private float[] together(DataPlace place) {
    try (Model model = model()) {
      Trainer.of(model).batch(40).epochs(4).data(place).build().fit(DIGITS);
      return weights(model);
    }
  }

  private float[] interrupted() {
    TrainingState.Saved saved;
    try (Model model = model();
        TrainingState state = trainer(model, 2).state(DIGITS)) {
      trainer(model, 2).fit(DIGITS, state);
      saved = state.save();
    }
    try (Model model = NETWORK.initialise(backend, 2);
        TrainingState state = trainer(model, 2).state(DIGITS)) {
      state.restore(saved);
      trainer(model, 2).fit(DIGITS, state);
      return weights(model);
    }
  }

  private void batchesInParts() {
    float[] whole = accumulated(1);
    float[] inParts = accumulated(3);
    same("batches in parts, again", inParts, accumulated(3));
    for (int i = 0; i < whole.length; i++) {
      if (!(Math.abs(whole[i] - inParts[i]) <= CLOSE)) {
        throw new AssertionError(
            "Batches in parts: weight %s is %s, of whole batches %s"
                .formatted(i, inParts[i], whole[i]));
      }
    }
  }

  /** With a schedule and clipping; dropout and state would not come to the same. */
  private float[] accumulated(int parts) {
    Network network = Network.of(Shape.of(64), dense(13, Activation.TANH), dense(10));
    try (Model model = network.initialise(backend, 1)) {
      Trainer.of(model)
          .optimizer(sgd(0.1).withMomentum(0.9))
          .schedule(Schedule.cosine(2, 0.1).withWarmUp(3))
          .clipNorm(0.5)
          .batch(40)
          .accumulate(parts)
          .epochs(2)
          .build()
          .fit(DIGITS);
      return model.read("dense/0/weight");
    }
  }

  private void replicas() {
    try (Model one = model();
        Model other = model();
        TrainStep ofOne = new TrainStep(one, LOSS, adam(0.01), 1);
        TrainStep ofOther = new TrainStep(other, LOSS, adam(0.01), 1);
        Replicas replicas = new Replicas(List.of(ofOne, ofOther));
        Batches first = new Batches(backend, DIGITS, 40);
        Batches second = new Batches(backend, DIGITS, 40)) {
      int[] all = IntStream.range(0, 90).toArray();
      for (int i = 0; i < STEPS; i++) {
        replicas.run(List.of(first.single(all, 0), second.single(all, 50)));
      }
      same("replicas", weights(one), weights(other));
      if (ofOne.metrics().weight() != STEPS * 80) {
        throw new AssertionError("Replicas count " + ofOne.metrics());
      }
    }
  }
}
