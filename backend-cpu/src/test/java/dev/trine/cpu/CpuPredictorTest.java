package dev.trine.cpu;

import static dev.trine.backend.Activation.RELU;
import static dev.trine.nn.Layers.conv2d;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.flatten;
import static dev.trine.nn.Layers.image;
import static dev.trine.nn.Layers.maxPool2d;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Predictor;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An example has the same answer in any company, in portable mode to the bit. */
class CpuPredictorTest {
  private static final int THREADS = 4;
  private static final int CALLS = 50;
  private static final float ROUNDING = 1e-5f;

  private static final Network NETWORK =
      Network.of(
          Shape.of(64),
          image(8, 8, 1),
          conv2d(6, 3, RELU),
          maxPool2d(2),
          flatten(),
          dense(33, RELU),
          dense(10));

  @ParameterizedTest(name = "portable: {0}")
  @ValueSource(booleans = {true, false})
  @Timeout(120)
  void threadsTogetherHaveWhatOneHasAlone(boolean portable) throws Exception {
    float[][] examples = examples();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try (Backend backend = CpuBackend.open(BackendOptions.defaults().withPortable(portable));
        Model model = NETWORK.initialise(backend, 1);
        Predictor predictor = model.predictor()) {
      float[][] alone = new float[examples.length][];
      for (int i = 0; i < examples.length; i++) {
        alone[i] = predictor.values(examples[i]);
      }
      CyclicBarrier together = new CyclicBarrier(THREADS);
      List<Future<float[][]>> all = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int first = thread * CALLS;
        all.add(
            pool.submit(
                () -> {
                  float[][] answers = new float[CALLS][];
                  for (int i = 0; i < CALLS; i++) {
                    together.await();
                    answers[i] = predictor.values(examples[first + i]);
                  }
                  return answers;
                }));
      }
      for (int i = 0; i < examples.length; i++) {
        float[] answer = all.get(i / CALLS).get()[i % CALLS];
        if (portable) {
          assertArrayEquals(alone[i], answer);
        } else {
          assertArrayEquals(alone[i], answer, ROUNDING);
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static float[][] examples() {
    SplittableRandom random = new SplittableRandom(1);
    float[][] examples = new float[THREADS * CALLS][64];
    for (float[] example : examples) {
      for (int i = 0; i < example.length; i++) {
        example[i] = (float) random.nextDouble(-1, 1);
      }
    }
    return examples;
  }
}
