package dev.trine.dataset.table;

import static dev.trine.nn.Layers.dense;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.data.Dataset;
import dev.trine.dataset.split.Split;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import dev.trine.train.Trainer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From a file to a network that has learned it. */
class IrisTest {
  @Test
  void isLearned() {
    Table iris = Table.read(TableFile.iris());
    Split split = Split.stratified(iris.column("species"), 0.8, 1);
    Table train = iris.select(split.train());
    Preparation preparation = Preparation.of("species").fit(train);
    Dataset test = preparation.dataset(iris.select(split.test()));
    assertEquals(30, test.size());
    Network network =
        Network.of(Shape.of(preparation.width()), dense(8, Activation.RELU), dense(3));
    try (ReferenceBackend backend = new ReferenceBackend();
        Model model = network.initialise(backend, 1)) {
      Trainer.of(model).epochs(40).batch(8).build().fit(preparation.dataset(train));
      double accuracy = model.evaluate(test).accuracy();
      assertTrue(accuracy > 0.9, "accuracy " + accuracy);

      assertEquals(preparation.classes(), model.classes());
      Table found =
          Table.of(
              List.of("petal width", "petal length", "sepal width", "sepal length"),
              List.of(List.of("0.2", "1.4", "3.4", "5.0"), List.of("2.2", "5.8", "3.0", "6.6")));
      float[][] scores = model.predict(preparation.features(found));
      assertEquals("setosa", preparation.classes().get(largest(scores[0])));
      assertEquals("virginica", preparation.classes().get(largest(scores[1])));
    }
  }

  private static int largest(float[] scores) {
    int largest = 0;
    for (int i = 1; i < scores.length; i++) {
      largest = scores[i] > scores[largest] ? i : largest;
    }
    return largest;
  }
}
