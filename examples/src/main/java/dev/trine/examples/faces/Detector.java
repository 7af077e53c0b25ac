package dev.trine.examples.faces;

import static dev.trine.backend.Activation.IDENTITY;
import static dev.trine.backend.Activation.RELU;
import static dev.trine.dataset.augment.Augmentations.flip;
import static dev.trine.dataset.augment.Augmentations.noise;
import static dev.trine.dataset.augment.Augmentations.rotate;
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
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Schedule.oneCycle;

import dev.trine.backend.Backend;
import dev.trine.data.Dataset;
import dev.trine.dataset.augment.Augmentation;
import dev.trine.dataset.augment.Augmented;
import dev.trine.nn.Layer;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.train.Trainer;
import java.util.List;

/**
 * A way to tell faces from other pictures.
 *
 * @param rate of learning, at its highest
 * @param decay of the weights, which keeps them small
 */
record Detector(
    String name, Network network, double rate, double decay, int epochs, Augmentation... changes) {
  /** Weighs each pixel: logistic regression. */
  static Detector linear(int epochs) {
    Network network = Network.of(Patches.SHAPE, flatten(), dense(2));
    return new Detector("logistic regression", network, 1e-2, 1, epochs);
  }

  /** Looks for the same things everywhere. */
  static Detector convolutional(int epochs) {
    return new Detector("convolutional", filters(), 3e-3, 1e-2, epochs);
  }

  /** The same, by pictures that are changed a little every time. */
  static Detector augmented(int epochs) {
    Augmentation[] changes = {flip(), shift(1), rotate(10), noise(0.1)};
    return new Detector("convolutional, augmented", filters(), 3e-3, 1e-2, epochs, changes);
  }

  private static Network filters() {
    return Network.of(
        Patches.SHAPE,
        image(Patches.SIDE, Patches.SIDE, 1),
        block(8, 5),
        maxPool2d(2),
        block(16, 3),
        maxPool2d(2),
        block(32, 3),
        maxPool2d(2),
        flatten(),
        dropout(0.4),
        dense(2));
  }

  private static Layer block(int filters, int size) {
    return sequence(conv2d(filters, size, IDENTITY), batchNorm(), activate(RELU));
  }

  /** In words, what a model depends on beside its data. */
  String recipe() {
    return "%s, rate %s, decay %s, %s epochs, %s"
        .formatted(network.toJson(), rate, decay, epochs, List.of(changes));
  }

  Model train(Backend backend, Dataset patches) {
    Model model = network.initialise(backend, 1);
    Trainer.of(model)
        .optimizer(adam(rate).withWeightDecay(decay))
        .schedule(oneCycle(epochs))
        .batch(20)
        .epochs(epochs)
        .build()
        .fit(changes.length == 0 ? patches : Augmented.of(patches, 1, changes));
    return model;
  }
}
