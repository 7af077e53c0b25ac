package dev.trine.train;

import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.embedding;
import static dev.trine.nn.Layers.positions;
import static dev.trine.nn.Layers.sequence;
import static dev.trine.nn.Layers.transformer;
import static dev.trine.train.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.data.Dataset;
import dev.trine.graph.Node;
import dev.trine.graph.Split;
import dev.trine.graph.ops.Permute;
import dev.trine.nn.Layers;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Scope;
import dev.trine.nn.UnaryLayer;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transformer in training. */
class TransformersTest {
  private static final int TIME = 3;

  /** The first step of a sequence: [batch, time, width] to [batch, width]. */
  private record FirstStep() implements UnaryLayer {
    @Override
    public Node apply(Scope scope, Node in) {
      return Split.unstack(Permute.permute(in, 1, 0, 2)).get(0);
    }
  }

  /** Which of two words is there more often: the first step learns it from the others alone. */
  @Test
  void learnsWhatOnlyAllStepsTell(@TempDir Path folder) throws IOException {
    Layers.register("first-step", FirstStep.class);
    Network network =
        Network.builder()
            .input("words", new TensorType(DType.I32, Shape.of(TIME)))
            .layer("vectors", sequence(embedding(2, 4), positions()))
            .layer("block", transformer(2, 4))
            .layer("scores", sequence(new FirstStep(), dense(2)))
            .build();
    Dataset all = majorities();
    try (Backend backend = new ReferenceBackend();
        Model model = network.initialise(backend, 1)) {
      Trainer.of(model).optimizer(adam(0.1)).batch(8).epochs(20).build().fit(all);
      assertEquals(1, model.evaluate(all).accuracy());
      double loss = model.evaluate(all).loss();
      assertTrue(loss < 0.1, "loss is " + loss);

      Path file = folder.resolve("transformer.safetensors");
      model.save(file);
      try (Model loaded = Model.load(backend, file)) {
        assertEquals(network, loaded.network());
        assertEquals(loss, loaded.evaluate(all).loss(), 1e-6);
      }
    }
  }

  private static Dataset majorities() {
    int[][] words = new int[1 << TIME][];
    for (int i = 0; i < words.length; i++) {
      int bits = i;
      words[i] = IntStream.range(0, TIME).map(step -> bits >> step & 1).toArray();
    }
    int[] more = IntStream.range(0, words.length).map(i -> Integer.bitCount(i) / 2).toArray();
    return Dataset.builder()
        .input("words", Shape.of(TIME), words)
        .labels("targets", more, List.of("zeros", "ones"))
        .build();
  }
}
