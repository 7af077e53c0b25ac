package dev.trine.dataset.augment;

import static dev.trine.dataset.augment.Augmentations.mixUp;
import static dev.trine.dataset.augment.Augmentations.noise;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Losses.softmaxCrossEntropyOfDistributions;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.data.Dataset;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import dev.trine.train.DataPlace;
import dev.trine.train.Trainer;
import dev.trine.train.TrainingState;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AugmentedTrainingTest {
  private static final Network NETWORK = Network.of(Shape.of(2), dense(2));

  private static Dataset points() {
    float[][] features = new float[20][];
    int[] labels = new int[20];
    for (int i = 0; i < features.length; i++) {
      labels[i] = i % 2;
      features[i] = new float[] {i % 2 == 0 ? 1 : -1, i / 10f};
    }
    return Dataset.classified(Shape.of(2), features, labels, List.of("a", "b"));
  }

  private record Counting(AtomicInteger calls) implements Augmentation {
    @Override
    public float[] input(float[] values, Shape shape, Draws draws) {
      calls.incrementAndGet();
      return values;
    }
  }

  @Test
  void onlyWhatIsTrainedOnIsChanged() {
    AtomicInteger calls = new AtomicInteger();
    Dataset set = Augmented.of(points(), 1, new Counting(calls));
    try (Backend backend = new ReferenceBackend();
        Model model = NETWORK.initialise(backend, 1)) {
      Trainer.of(model).epochs(3).batch(4).validation(0.2).build().fit(set);
      assertEquals(3 * 16, calls.get());
      model.evaluate(set);
      model.predict(set);
      assertEquals(3 * 16, calls.get());
    }
  }

  @Test
  void trainingThatGoesOnHasTheBitsOfTrainingThatWasNotInterrupted() {
    Dataset set = Augmented.of(Distributions.of(points()), 1, noise(0.5), mixUp(0.4));
    assertArrayEquals(trained(set, 4), trained(set, 1, 3), 0);
  }

  private static float[] trained(Dataset set, int... epochs) {
    try (Backend backend = new ReferenceBackend();
        Model model = NETWORK.initialise(backend, 1)) {
      try (TrainingState state = trainer(model, 1).state(set)) {
        for (int some : epochs) {
          trainer(model, some).fit(set, state);
        }
      }
      return model.read("dense/0/weight");
    }
  }

  private static Trainer trainer(Model model, int epochs) {
    return Trainer.of(model)
        .loss(softmaxCrossEntropyOfDistributions())
        .epochs(epochs)
        .batch(3)
        .seed(5)
        .build();
  }

  @Test
  void cannotStayOnTheDevice() {
    Dataset set = Augmented.of(points(), 1, noise(1));
    try (Backend backend = new ReferenceBackend();
        Model model = NETWORK.initialise(backend, 1)) {
      Trainer trainer = Trainer.of(model).epochs(1).data(DataPlace.DEVICE).build();
      String message =
          assertThrows(IllegalArgumentException.class, () -> trainer.fit(set)).getMessage();
      assertTrue(message.contains("data(DEVICE)"), message);
    }
  }
}
