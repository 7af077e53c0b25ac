package dev.trine.examples.digits;

import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Schedule.oneCycle;

import dev.trine.backend.Backend;
import dev.trine.data.Dataset;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.train.Trainer;
import dev.trine.train.TrainingListener;

/**
 * A network and how it is trained.
 *
 * @param moved whether it is shown each image in {@linkplain MovedImages five places}
 * @param batch examples a step
 * @param epochs passes over what it is shown
 * @param rate of Adam, at its highest
 */
public record Contender(
    String name, Network network, boolean moved, int batch, int epochs, double rate) {
  /** Beginning with the same weights each time. */
  Model train(Backend backend, Dataset digits, TrainingListener listener) {
    Model model = network.initialise(backend, 1);
    Trainer.of(model)
        .optimizer(adam(rate))
        .schedule(oneCycle(epochs))
        .batch(batch)
        .epochs(epochs)
        .listener(listener)
        .build()
        .fit(moved ? Dataset.of(new MovedImages(digits)) : digits);
    return model;
  }

  Contender withEpochs(int most) {
    return new Contender(name, network, moved, batch, Math.min(epochs, most), rate);
  }
}
