package dev.trine.train;

import static dev.trine.train.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.AuditedBackend;
import dev.trine.OutOfDeviceMemoryException;
import dev.trine.backend.Backend;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.nn.Evaluator;
import dev.trine.nn.Losses;
import dev.trine.nn.Model;
import dev.trine.nn.Objective;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever allocation fails, all that was opened before it is closed. */
class FailingMidwayTest {
  @TempDir Path folder;

  /** Lets one more thing be opened each time, until the work succeeds. */
  private static void failEverywhere(int atLeast, Consumer<Backend> work) {
    int failures = 0;
    try (AuditedBackend audited = new AuditedBackend()) {
      while (true) {
        audited.failAfter(failures);
        try {
          work.accept(audited.backend());
          break;
        } catch (OutOfDeviceMemoryException expected) {
          audited.assertNothingIsOpen("failure " + failures);
          failures++;
        }
      }
      audited.assertNothingIsOpen("success");
    }
    assertTrue(failures >= atLeast, failures + " things can fail");
  }

  @Test
  void trainingWithEverything() {
    Dataset data = Toy.clusters(20);
    failEverywhere(
        60,
        backend -> {
          try (Model model = Toy.classifier().initialise(backend, 1)) {
            Trainer.of(model)
                .optimizer(adam(0.01))
                .batch(8)
                .epochs(2)
                .validation(0.5)
                .stopWhen(StoppingRule.noImprovement(1))
                .build()
                .fit(data);
          }
        });
  }

  @Test
  void aTrainingStep() {
    failEverywhere(
        8,
        backend -> {
          try (Model model = Toy.classifier().initialise(backend, 1)) {
            new TrainStep(model, Losses.softmaxCrossEntropy(), adam(0.01), 1).close();
          }
        });
  }

  @Test
  void measuringAndPredicting() {
    Dataset data = Toy.clusters(20);
    failEverywhere(
        20,
        backend -> {
          try (Model model = Toy.classifier().initialise(backend, 1);
              Evaluator evaluator =
                  new Evaluator(model, Objective.suiting(model.network(), data))) {
            evaluator.evaluate(data);
            model.predict(data);
          }
        });
  }

  @Test
  void batches() {
    failEverywhere(6, backend -> new Batches(backend, Toy.clusters(20), 4).close());
  }

  @Test
  void copyingAndLoadingAModel() {
    Path file = folder.resolve("model.safetensors");
    failEverywhere(
        8,
        backend -> {
          try (Model model = Toy.classifier().initialise(backend, 1)) {
            model.to(backend).close();
            model.save(file);
            Model.load(backend, file).close();
          }
        });
  }
}
