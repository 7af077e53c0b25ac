package dev.trine.train;

import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.embedding;
import static dev.trine.nn.Layers.flatten;
import static dev.trine.nn.Layers.gru;
import static dev.trine.nn.Layers.learnedPositions;
import static dev.trine.nn.Layers.sequence;
import static dev.trine.train.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.data.Dataset;
import dev.trine.data.Examples;
import dev.trine.data.Field;
import dev.trine.nn.Evaluation;
import dev.trine.nn.Evaluator;
import dev.trine.nn.Feed;
import dev.trine.nn.Layer;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Objective;
import dev.trine.nn.Returns;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shorter batches in the place of steps that only fill up: less work, the same losses. */
class LengthBucketsInTrainingTest {
  private static final int TIME = 12;
  private static final List<String> PARITY = List.of("even", "odd");

  /** Whether words so far add up to an odd number; where there are none lies what would show. */
  private static Dataset sums(int examples, boolean weighted) {
    SplittableRandom random = new SplittableRandom(7);
    int[][] words = new int[examples][TIME];
    int[][] lengths = new int[examples][1];
    int[][] parity = new int[examples][TIME];
    float[][] weights = new float[examples][TIME];
    for (int i = 0; i < examples; i++) {
      lengths[i][0] = 1 + (int) (TIME * Math.pow(random.nextDouble(), 2));
      int sum = 0;
      for (int step = 0; step < TIME; step++) {
        words[i][step] = random.nextInt(3);
        sum += words[i][step];
        boolean isThere = step < lengths[i][0];
        parity[i][step] = isThere || weighted ? sum % 2 : -1;
        weights[i][step] = isThere ? 0.5f + i % 3 : 0;
      }
    }
    var builder =
        Dataset.builder()
            .input("words", Shape.of(TIME), words)
            .input("lengths", Shape.of(), lengths)
            .labels("parity", Shape.of(TIME), parity, PARITY);
    return weighted
        ? builder
            .weights(Shape.of(TIME), weights)
            .build()
            .padded("lengths", "words", "parity", "weights")
        : builder.build().padded("lengths", "words", "parity");
  }

  private static Network network() {
    return network(dense(2));
  }

  private static Network network(Layer last) {
    return Network.builder()
        .input("words", TensorType.i32(TIME))
        .input("lengths", new TensorType(DType.I32, Shape.of()))
        .layer("vectors", embedding(3, 2), "words")
        .layer("memory", gru(3, Returns.ALL), "vectors", "lengths")
        .layer("parity", last)
        .build();
  }

  private static Evaluation trained(DataPlace place, Dataset set, int batch, int parts, int most) {
    try (Backend backend = new ReferenceBackend();
        Model model = network().initialise(backend, 1)) {
      Trainer trainer =
          Trainer.of(model)
              .optimizer(sgd(1e-12)) // the weights of all steps are the same
              .batch(batch)
              .accumulate(parts)
              .epochs(1)
              .data(place)
              .lengthBuckets(most)
              .build();
      return trainer.fit(set).get(0).training();
    }
  }

  @ParameterizedTest
  @EnumSource(DataPlace.class)
  void lossesOfTrainingAreThoseOfFullLength(DataPlace place) {
    for (Dataset set : List.of(sums(38, false), sums(38, true))) {
      Evaluation expected = trained(DataPlace.HOST, set, 6, 1, 1);
      assertEqual(expected, trained(place, set, 6, 1, 8));
      assertEqual(expected, trained(place, set, 6, 4, 8));
    }
  }

  @Test
  void lossesOfEvaluationAreThoseOfFullLength() {
    for (Dataset set : List.of(sums(2200, false), sums(2200, true))) {
      try (Backend backend = new ReferenceBackend();
          Model model = network().initialise(backend, 1)) {
        Objective objective = Objective.suiting(network(), set);
        try (Evaluator whole = new Evaluator(model, objective, Feed.STREAMED, 1)) {
          assertEqual(whole.evaluate(set), model.evaluate(set));
        }
      }
    }
  }

  private static void assertEqual(Evaluation expected, Evaluation found) {
    assertEquals(expected.means().keySet(), found.means().keySet());
    assertEquals(expected.examples(), found.examples());
    expected.means().forEach((name, mean) -> assertEquals(mean, found.means().get(name), 1e-6));
  }

  /** Where each step goes is a function of the seed. */
  @Test
  void trainingAgainGivesTheSameWeightsWhereverTheExamplesAre() {
    float[] host = weights(DataPlace.HOST);
    assertArrayEquals(host, weights(DataPlace.HOST));
    assertArrayEquals(host, weights(DataPlace.DEVICE));
  }

  private static float[] weights(DataPlace place) {
    try (Backend backend = new ReferenceBackend();
        Model model = network().initialise(backend, 1)) {
      Trainer.of(model).batch(4).epochs(2).data(place).build().fit(sums(26, false));
      return model.read("memory/recurrent-weight");
    }
  }

  /** Examples of which the words of one batch cannot be had at first. */
  private record FailingOnce(Examples all, AtomicInteger copies) implements Examples {
    @Override
    public int size() {
      return all.size();
    }

    @Override
    public List<Field> fields() {
      return all.fields();
    }

    @Override
    public void copy(Field field, int[] order, int from, int count, HostBuffer to) {
      if (field.name().equals("words") && copies.incrementAndGet() == 5) {
        throw new UnsupportedOperationException("stopped");
      }
      all.copy(field, order, from, count, to);
    }
  }

  @Test
  void whatEndsMidwayThroughAnEpochGoesOnWithTheBatchesThatAreLeft() {
    Dataset set = sums(26, false);
    try (Backend backend = new ReferenceBackend();
        Model one = network().initialise(backend, 1);
        Model other = network().initialise(backend, 1)) {
      Trainer.of(one).batch(4).epochs(2).build().fit(set);
      AtomicInteger copies = new AtomicInteger();
      Dataset failing = Dataset.of(new FailingOnce(set.examples(), copies));
      failing = failing.padded("lengths", "words", "parity");
      Trainer trainer = Trainer.of(other).batch(4).epochs(1).build();
      try (TrainingState state = trainer.state(failing)) {
        Dataset data = failing;
        assertThrows(UnsupportedOperationException.class, () -> trainer.fit(data, state));
        assertTrue(state.position() > 0);
        trainer.fit(data, state);
        trainer.fit(data, state);
      }
      assertArrayEquals(one.read("parity/weight"), other.read("parity/weight"));
    }
  }

  /** A program without loops is one recording. */
  @Test
  void thereAreNoMoreProgramsThanWereAskedFor() {
    assertEquals(2, programs(35, 8, 1));
    assertEquals(1, programs(40, 8, 1));
    assertEquals(3, programs(35, 4, 3));
    assertTrue(programs(50, 2, 8) > 5);
    for (int batch : new int[] {1, 3, 8, 50}) {
      assertTrue(programs(35, batch, 8) <= 8, "of batches of " + batch);
    }
  }

  private static int programs(int examples, int batch, int most) {
    AtomicInteger recorded = new AtomicInteger();
    try (Backend backend = counting(recorded);
        Model model = network().initialise(backend, 1)) {
      Trainer.of(model)
          .batch(batch)
          .epochs(3)
          .lengthBuckets(most)
          .build()
          .fit(sums(examples, false));
    }
    return recorded.get();
  }

  private static Backend counting(AtomicInteger recorded) {
    Backend reference = new ReferenceBackend();
    return (Backend)
        Proxy.newProxyInstance(
            Backend.class.getClassLoader(),
            new Class<?>[] {Backend.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("record")) {
                recorded.incrementAndGet();
              }
              try {
                return method.isDefault()
                    ? InvocationHandler.invokeDefault(proxy, method, arguments)
                    : method.invoke(reference, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  @Test
  void whatSeesNotEachStepByItselfIsRefused() {
    Dataset set = sums(30, false);
    refused("learned-positions/0/weight", network(sequence(learnedPositions(), dense(2))), set);
    Network whole = network(sequence(flatten(), dense(2)));
    Dataset single =
        Dataset.builder()
            .input("words", Shape.of(TIME), new int[30][TIME])
            .input("lengths", Shape.of(), new int[30][1])
            .labels("parity", new int[30], PARITY)
            .build()
            .padded("lengths", "words");
    refused("is for sequences of one length", whole, single);
    Dataset forgotten = Dataset.of(sums(30, false).examples()).padded("lengths", "words");
    refused("name it in padded(…) too", network(), forgotten);
    Dataset unweighted = Dataset.of(sums(30, true).examples()).padded("lengths", "words", "parity");
    refused("The weights 'weights'", network(), unweighted);
  }

  private static void refused(String part, Network network, Dataset set) {
    try (Backend backend = new ReferenceBackend();
        Model model = network.initialise(backend, 1)) {
      Trainer trainer = Trainer.of(model).batch(5).build();
      String message =
          assertThrows(IllegalArgumentException.class, () -> trainer.fit(set)).getMessage();
      assertTrue(message.contains(part), message);
    }
  }
}
