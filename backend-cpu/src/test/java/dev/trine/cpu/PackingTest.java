package dev.trine.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.BackendOptions;
import dev.trine.backend.Call;
import dev.trine.backend.Recording;
import dev.trine.backend.Timing;
import dev.trine.backend.View;
import dev.trine.backend.internal.FloatCopies;
import dev.trine.backend.op.Matmul;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A matrix that many products of a recording multiply by. */
class PackingTest {
  private static final int PRODUCTS = 12;
  private static final int ROWS = 64;
  private static final int TERMS = 128;
  private static final int COLUMNS = 1024;

  private final CpuBackend backend = CpuBackend.open(BackendOptions.defaults().withThreads(2));
  private final View left = numbers(TensorType.f32(ROWS, TERMS), 7);
  private final List<View> results = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();

  @AfterEach
  void close() {
    calls.forEach(Call::close);
    backend.close();
  }

  private View numbers(TensorType type, int period) {
    View view = backend.allocate(type, "test");
    write(view, period);
    return view;
  }

  private void write(View view, int period) {
    float[] values = new float[(int) view.elements()];
    IntStream.range(0, values.length).forEach(i -> values[i] = (i % period - period / 2) * 0.125f);
    FloatCopies.write(backend, "test", view, values);
  }

  private static Matmul spec(boolean transposed) {
    return Matmul.batched(1, ROWS, COLUMNS, TERMS, false, transposed);
  }

  private View matrix(boolean transposed) {
    return numbers(
        transposed ? TensorType.f32(COLUMNS, TERMS) : TensorType.f32(TERMS, COLUMNS), 11);
  }

  private Call product(View matrix, boolean transposed, View to) {
    return backend.matmul(spec(transposed), left, matrix, null, null, to, null);
  }

  private void addProducts(View matrix, boolean transposed, int count) {
    for (int i = 0; i < count; i++) {
      View result = backend.allocate(TensorType.f32(ROWS, COLUMNS), "result");
      results.add(result);
      calls.add(product(matrix, transposed, result));
    }
  }

  private List<Integer> tasks(Recording recording) {
    return recording.profile().stream().map(Timing::dispatches).toList();
  }

  /** Sums of few products of small numbers are exact, whatever their order. */
  private float[] alone(View matrix, boolean transposed) {
    View result = backend.allocate(TensorType.f32(ROWS, COLUMNS), "alone");
    try (Call product = product(matrix, transposed, result)) {
      product.enqueue();
    }
    return FloatCopies.read(backend, result);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isLaidOutOnceARun(boolean transposed) {
    View matrix = matrix(transposed);
    addProducts(matrix, transposed, PRODUCTS);
    try (Recording recording = backend.record(calls)) {
      List<Integer> expected = new ArrayList<>(Collections.nCopies(PRODUCTS, 1));
      // Plain Java takes it as it lies.
      expected.set(0, backend.device().driver().startsWith("oneDNN") ? 2 : 1);
      assertEquals(expected, tasks(recording));
      for (int period : new int[] {5, 13}) {
        write(matrix, period);
        recording.replay();
        float[] wanted = alone(matrix, transposed);
        results.forEach(result -> assertArrayEquals(wanted, FloatCopies.read(backend, result)));
      }
    }
  }

  @Test
  void isLaidOutAnewWhereItChanges() {
    View matrix = matrix(false);
    View other = numbers(TensorType.f32(TERMS, COLUMNS), 3);
    float[] before = alone(matrix, false);
    addProducts(matrix, false, PRODUCTS);
    calls.add(backend.copy(other, matrix));
    addProducts(matrix, false, PRODUCTS);
    try (Recording recording = backend.record(calls)) {
      recording.replay();
    }
    assertArrayEquals(before, FloatCopies.read(backend, results.get(PRODUCTS - 1)));
    float[] after = alone(other, false);
    assertArrayEquals(after, FloatCopies.read(backend, results.get(PRODUCTS)));
    assertArrayEquals(after, FloatCopies.read(backend, results.get(2 * PRODUCTS - 1)));
  }

  @Test
  void fewProductsTakeItAsItLies() {
    addProducts(matrix(false), false, 3);
    try (Recording recording = backend.record(calls)) {
      assertEquals(List.of(1, 1, 1), tasks(recording));
    }
  }
}
