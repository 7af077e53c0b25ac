package org.example;

import static dev.trine.backend.Activation.RELU;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Losses.softmaxCrossEntropy;
import static dev.trine.train.Optimizers.adam;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.data.Dataset;
import dev.trine.data.Datasets;
import dev.trine.dataset.split.Folds;
import dev.trine.nn.Layers;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.tensor.Shape;
import dev.trine.train.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Trains two steps on one backend after another, with a layer of its own, and reads what it saved.
 * A backend whose name ends in an exclamation mark is opened and no more.
 */
public final class Learn {
  private Learn() {}

  public static void main(String[] backends) throws Exception {
    System.out.println("module " + Learn.class.getModule().getName());
    System.out.println("reads data by " + Folds.class.getModule().getName());
    Layers.register("scaled", Scaled.class);
    for (String name : backends) {
      String choice = name.replace("!", "");
      try (Backend backend = Backends.open(choice, BackendOptions.defaults())) {
        System.out.println(choice + " opened, by " + backend.device().driver());
        if (choice.equals(name)) {
          train(backend);
        }
      }
    }
  }

  private static void train(Backend backend) throws Exception {
    Dataset few = Datasets.digits().split(0.1, 42).train();
    Network network = Network.of(Shape.of(64), new Scaled(0.0625), dense(16, RELU), dense(10));
    Path file = Files.createTempFile("learnt", ".safetensors");
    try (Model model = network.initialise(backend, 42)) {
      Trainer.of(model)
          .loss(softmaxCrossEntropy())
          .optimizer(adam(3e-3))
          .batch(90)
          .epochs(1)
          .build()
          .fit(few);
      model.save(file);
    }
    try (Model saved = Model.load(backend, file)) {
      boolean same = saved.network().equals(network);
      System.out.println(backend.device().backend() + " trained, read again: " + same);
    } finally {
      Files.delete(file);
    }
  }
}
