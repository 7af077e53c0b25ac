package dev.trine.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Call;
import dev.trine.backend.Recording;
import dev.trine.backend.View;
import dev.trine.backend.op.Reduction;
import dev.trine.backend.op.Stage;
import dev.trine.backend.op.StageOp;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
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
    assertSameOnAnyNumberOfThreads(
        COLUMNS, (b, v) -> b.reduce(Reduction.ofColumns(ROWS, COLUMNS), v[0], v[1]));
    assertSameOnAnyNumberOfThreads(
        1,
        (b, v) ->
            b.reduce(
                Reduction.ofAll(Reduction.Kind.SUM_OF_SQUARES, ROWS * COLUMNS, 0.5), v[0], v[1]));
    assertSameOnAnyNumberOfThreads(
        ROWS,
        (b, v) -> b.reduce(new Reduction(Reduction.Kind.SUM, ROWS, COLUMNS, 1, 1), v[0], v[1]));
  }

  @Test
  void elementwiseAndRowwiseOpsDoNotDependOnThreads() {
    List<Stage> stages = List.of(Stage.of(StageOp.GELU), Stage.of(StageOp.MULTIPLY, 3));
    assertSameOnAnyNumberOfThreads(
        ROWS * COLUMNS, (b, v) -> b.chain(stages, v[0], List.of(), v[1]));
    assertSameOnAnyNumberOfThreads(ROWS * COLUMNS, (b, v) -> b.softmax(matrix(v[0]), matrix(v[1])));
  }

  private static View matrix(View vector) {
    return vector.reshape(Shape.of(ROWS, COLUMNS));
  }

  private static void assertSameOnAnyNumberOfThreads(
      int outputs, BiFunction<Backend, View[], Call> op) {
    float[] one = computed(1, outputs, op);
    assertArrayEquals(one, computed(2, outputs, op));
    assertArrayEquals(one, computed(7, outputs, op));
  }

  private static float[] computed(int threads, int outputs, BiFunction<Backend, View[], Call> op) {
    try (Backend backend = new CpuBackend(BackendOptions.defaults().withThreads(threads))) {
      Random random = new Random(5);
      float[] values = new float[ROWS * COLUMNS];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      View in = Step.upload(backend, values);
      View out = backend.allocate(DType.F32, outputs, "out").view();
      op.apply(backend, new View[] {in, out}).enqueue();
      return Step.download(backend, out);
    }
  }

  private static float[] trained(int threads) {
    try (Backend backend = new CpuBackend(BackendOptions.defaults().withThreads(threads))) {
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
