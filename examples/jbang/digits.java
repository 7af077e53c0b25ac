///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//REPOS mavenlocal,mavencentral
//DEPS dev.trine:trine-bom:0.1.0-SNAPSHOT@pom
//DEPS dev.trine:trine-core
//DEPS dev.trine:trine-backend-cpu
//DEPS dev.trine:trine-backend-opencl
//DEPS dev.trine:trine-backend-cuda
//RUNTIME_OPTIONS --enable-native-access=ALL-UNNAMED

import static dev.trine.backend.Activation.RELU;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.dropout;
import static dev.trine.nn.Losses.softmaxCrossEntropy;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.StoppingRule.noImprovement;

import dev.trine.backend.Backend;
import dev.trine.backend.Backends;
import dev.trine.data.Dataset;
import dev.trine.data.Datasets;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.tensor.Shape;
import dev.trine.train.Trainer;
import java.nio.file.Path;

/** Learns to read handwritten digits: the example of the README, as a script. */
class digits {
  public static void main(String[] args) {
    try (Backend backend = Backends.open()) { // or -Dtrine.backend=cuda:1
      Dataset.Split digits = Datasets.digits().split(0.8, 42);
      Network network = Network.of(Shape.of(64), dense(128, RELU), dropout(0.2), dense(10));
      try (Model model = network.initialise(backend, 42)) {
        Trainer trainer =
            Trainer.of(model)
                .loss(softmaxCrossEntropy())
                .optimizer(adam(3e-3))
                .batch(32)
                .epochs(50)
                .validation(0.1)
                .stopWhen(noImprovement(5))
                .build();
        trainer.fit(digits.train());
        System.out.println(model.evaluate(digits.test()).accuracy());
        model.save(Path.of("digits.safetensors"));
      }
    }
  }
}
