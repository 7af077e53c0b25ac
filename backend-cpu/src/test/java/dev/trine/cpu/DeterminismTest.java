package dev.trine.cpu;

import static dev.trine.expression.Arithmetic.load;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Call;
import dev.trine.backend.Recording;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Reduction;
import dev.trine.backend.op.Rows;
import dev.trine.expression.function.Gelu;
import dev.trine.graph.ops.Softmax;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class DeterminismTest {
  private static final int ROWS = 3_001;
  private static final int COLUMNS = 77;

  @Test
  void trainingRepeatsBitForBit() {
    assertArrayEquals(trained(2), trained(2));
    assertArrayEquals(trained(1), trained(1));
  }

  @Test
  void plainJavaTrainsToTheSameBitsOnAnyNumberOfThreads() {
    assumeTrue(
        "false".equals(System.getProperty(MatrixEngines.PROPERTY)),
        "of plain Java alone, which has a run of all tests of its own");
    assertArrayEquals(trained(1), trained(2));
    assertArrayEquals(trained(1), trained(5));
  }

  @Test
  void sumsDoNotDependOnThreads() {
    sum(COLUMNS, Reduction.ofColumns(ROWS, COLUMNS));
    sum(1, Reduction.ofAll(Reduction.Kind.SUM_OF_SQUARES, ROWS * COLUMNS, 0.5));
    sum(ROWS, new Reduction(Reduction.Kind.SUM, ROWS, COLUMNS, 1, 1));
  }

  private static void sum(int outputs, Reduction spec) {
    assertSameOnAnyNumberOfThreads(
        outputs, (b, v) -> b.rows(spec.rows(), List.of(v[0]), List.of(v[1])));
  }

  @Test
  void elementwiseAndRowwiseOpsDoNotDependOnThreads() {
    Mapping gelu = Mapping.dense(Shape.of(ROWS * COLUMNS), 1, new Gelu().of(load(0)));
    assertSameOnAnyNumberOfThreads(
        ROWS * COLUMNS, (b, v) -> b.map(gelu, List.of(v[0]), List.of(v[1])));
    Rows softmax = Softmax.rows(ROWS, COLUMNS);
    assertSameOnAnyNumberOfThreads(
        ROWS * COLUMNS, (b, v) -> b.rows(softmax, List.of(v[0]), List.of(v[1])));
  }

  private static void assertSameOnAnyNumberOfThreads(
      int outputs, BiFunction<Backend, View[], Call> op) {
    float[] one = computed(1, outputs, op);
    assertArrayEquals(one, computed(2, outputs, op));
    assertArrayEquals(one, computed(7, outputs, op));
  }

  private static float[] computed(int threads, int outputs, BiFunction<Backend, View[], Call> op) {
    try (Backend backend = CpuBackend.open(BackendOptions.defaults().withThreads(threads))) {
      Random random = new Random(5);
      float[] values = new float[ROWS * COLUMNS];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      View in = Step.upload(backend, values);
      View out = backend.allocate(TensorType.f32(outputs), "out");
      op.apply(backend, new View[] {in, out}).enqueue();
      return Step.download(backend, out);
    }
  }

  private static float[] trained(int threads) {
    try (Backend backend = CpuBackend.open(BackendOptions.defaults().withThreads(threads))) {
      Step step = new Step(backend, 1500);
      try (Recording recording = backend.record(step.calls())) {
        for (int i = 0; i < 20; i++) {
          recording.replay();
        }
      }
      return step.parameters();
    }
  }
}
