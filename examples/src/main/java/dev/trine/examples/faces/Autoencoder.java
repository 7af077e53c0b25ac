package dev.trine.examples.faces;

import static dev.trine.backend.Activation.RELU;
import static dev.trine.dataset.augment.Augmentations.flip;
import static dev.trine.dataset.augment.Augmentations.noise;
import static dev.trine.dataset.augment.Augmentations.shift;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.flatten;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Schedule.oneCycle;

import dev.trine.backend.Backend;
import dev.trine.data.Dataset;
import dev.trine.dataset.augment.Augmentation;
import dev.trine.dataset.augment.Augmented;
import dev.trine.dataset.augment.Draws;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.tensor.Shape;
import dev.trine.train.Trainer;
import java.util.Arrays;

/**
 * Puts a face into a few numbers, and draws it again from these. It is shown faces with noise, and
 * is to draw them without (Vincent et al. 2008), so that it cannot just copy pixels; and they are
 * mirrored, and moved by a pixel.
 */
record Autoencoder(int epochs) {
  /** How many numbers; each says how much of one pattern of its own a face has. */
  static final int CODE = 32;

  static final String CODE_LAYER = "code";
  private static final String DRAWING_LAYER = "drawing";

  private static final double NOISE = 0.6;

  private static final Network NETWORK =
      Network.builder()
          .input(Dataset.FEATURES, Patches.SHAPE)
          .layer(flatten())
          .layer(CODE_LAYER, dense(CODE, RELU))
          .layer(DRAWING_LAYER, dense((int) Patches.SHAPE.elements()))
          .build();

  /** A change of a face that changes alike what is to be drawn of it. */
  private record Alike(Augmentation change) implements Augmentation {
    @Override
    public float[] input(float[] values, Shape shape, Draws draws) {
      return change.input(values, shape, draws);
    }

    @Override
    public float[] target(float[] values, Draws draws) {
      return change.input(values, Patches.SHAPE, draws);
    }
  }

  String recipe() {
    return NETWORK.toJson() + ", recipe 4, epochs " + epochs;
  }

  Model train(Backend backend, float[][] faces) {
    Model model = NETWORK.initialise(backend, 1);
    Trainer.of(model)
        .optimizer(adam(3e-3).withWeightDecay(1e-2))
        .schedule(oneCycle(epochs))
        .batch(20)
        .epochs(epochs)
        .build()
        .fit(Augmented.of(drawn(faces), 1, new Alike(flip()), new Alike(shift(1)), noise(NOISE)));
    return model;
  }

  /** What each number of the code adds to a drawing: a picture each. */
  static float[][] patterns(Model model) {
    float[] weights = model.read(DRAWING_LAYER + "/weight");
    int pixels = weights.length / CODE;
    float[][] patterns = new float[CODE][];
    Arrays.setAll(patterns, k -> Arrays.copyOfRange(weights, k * pixels, (k + 1) * pixels));
    return patterns;
  }

  /** Pictures that are to be drawn as they are. */
  static Dataset drawn(float[][] pixels) {
    return Dataset.valued(Patches.SHAPE, pixels, pixels);
  }

  /** The mean squared difference between each picture and what is drawn of it. */
  static double[] errors(float[][] pixels, float[][] drawn) {
    double[] errors = new double[pixels.length];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = NearestMean.distance(pixels[i], drawn[i]);
    }
    return errors;
  }
}
