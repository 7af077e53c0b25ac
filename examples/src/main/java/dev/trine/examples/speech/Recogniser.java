package dev.trine.examples.speech;

import static dev.trine.backend.Activation.IDENTITY;
import static dev.trine.backend.Activation.RELU;
import static dev.trine.dataset.augment.Augmentations.cutOut;
import static dev.trine.dataset.augment.Augmentations.noise;
import static dev.trine.dataset.augment.Augmentations.shift;
import static dev.trine.nn.Layers.activate;
import static dev.trine.nn.Layers.batchNorm;
import static dev.trine.nn.Layers.conv2d;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.dropout;
import static dev.trine.nn.Layers.flatten;
import static dev.trine.nn.Layers.image;
import static dev.trine.nn.Layers.maxPool2d;
import static dev.trine.nn.Layers.sequence;
import static dev.trine.nn.Layers.window;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Schedule.oneCycle;

import dev.trine.backend.Backend;
import dev.trine.data.Dataset;
import dev.trine.dataset.augment.Augmented;
import dev.trine.nn.Layer;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Sliding;
import dev.trine.train.Trainer;

/**
 * A convolutional network over time and frequency. It is trained on clips that are moved a little
 * along both, so that neither the moment of the beginning nor the height of the voice matters, and
 * of which a part is missing.
 */
record Recogniser(int epochs) {
  private static final Network NETWORK =
      Network.of(
          Clips.SHAPE,
          image(Clips.FRAMES, LogMel.BANDS, 1),
          block(16, window(5).stride(2)),
          block(32, window(3)),
          maxPool2d(2),
          block(64, window(3)),
          maxPool2d(2),
          block(64, window(3)),
          flatten(),
          dropout(0.4),
          dense(10));

  private static Layer block(int filters, Sliding window) {
    return sequence(conv2d(filters, window, IDENTITY), batchNorm(), activate(RELU));
  }

  /** In words, what a model depends on beside its data. */
  String recipe() {
    return NETWORK.toJson() + ", recipe 2, epochs " + epochs;
  }

  Model train(Backend backend, Dataset clips) {
    Model model = NETWORK.initialise(backend, 1);
    Trainer.of(model)
        .optimizer(adam(3e-3).withWeightDecay(1e-2))
        .schedule(oneCycle(epochs))
        .batch(32)
        .epochs(epochs)
        .build()
        .fit(Augmented.of(clips, 1, shift(6, 4), cutOut(12), noise(0.03)));
    return model;
  }
}
