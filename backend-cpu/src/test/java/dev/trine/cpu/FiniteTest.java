package dev.trine.cpu;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Call;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.StepState;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not finite is found wherever it is, and what only seems so is written all the same. */
class FiniteTest {
  private static final float[] NOT_FINITE = {
    Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY
  };

  private final Finite finite = new Finite();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 129, 1000, 1023, 1024})
  void findsOneAmongTheFirst(int count) {
    for (int at = 0; at < MapBlocks.LENGTH; at++) {
      float[] sums = drawn();
      sums[at] = NOT_FINITE[at % NOT_FINITE.length];
      boolean isAmongTheFirst = at < count;
      assertTrue(finite.all(sums, count) != isAmongTheFirst, count + " with one at " + at);
    }
  }

  @Test
  void findsTwoOfDifferentSign() {
    float[] sums = drawn();
    sums[3] = Float.POSITIVE_INFINITY;
    sums[3 + MapBlocks.LENGTH / 2] = Float.NEGATIVE_INFINITY;
    assertFalse(finite.all(sums, sums.length));
  }

  @Test
  void theLargestNumbersAreUpdated() {
    float[] values = new float[3000];
    Arrays.fill(values, Float.MAX_VALUE);
    halve(values, false);
  }

  @Test
  void oneInfiniteAmongTheLargestIsNot() {
    float[] values = new float[3000];
    Arrays.fill(values, Float.MAX_VALUE);
    values[2500] = Float.POSITIVE_INFINITY;
    halve(values, true);
  }

  private static void halve(float[] values, boolean overflows) {
    float[] expected = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      expected[i] = values[i] / 2;
    }
    Mapping half = Mapping.dense(Shape.of(values.length), 1, multiply(load(0), constant(0.5)));
    TensorType ints = new TensorType(DType.I32, Shape.of(StepState.ELEMENTS));
    try (Backend cpu = CpuBackend.open(BackendOptions.defaults());
        HostBuffer host = cpu.allocateHost(DType.I32, StepState.ELEMENTS)) {
      View x = Step.upload(cpu, values);
      View state = cpu.allocate(ints, "state");
      host.set(StepState.HEALTHY, 1);
      host.set(StepState.OVERFLOWED, 0);
      cpu.upload(host, state).await();
      try (Call update = cpu.update(half, List.of(x), List.of(x), state)) {
        update.enqueue();
      }
      assertArrayEquals(expected, Step.download(cpu, x));
      cpu.download(state, host).await();
      assertEquals(overflows ? 1 : 0, host.get(StepState.OVERFLOWED));
    }
  }

  private static float[] drawn() {
    Random random = new Random(1);
    float[] values = new float[MapBlocks.LENGTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
