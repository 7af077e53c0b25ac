package dev.trine.conformance.bits;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trine.InterceptedBackend;
import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.backend.op.ScatterOrder;
import dev.trine.backend.op.SumOrder;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The cases of bits admit one order of additions alone. */
class IndexBitCasesTest {
  /** How the updates of a row are added up. */
  @FunctionalInterface
  private interface Order {
    float sum(float[] updates);
  }

  @Test
  void theOrderPasses() {
    check(ScatterOrder::sum);
  }

  @Test
  void oneLongChainDoesNot() {
    refused(updates -> chain(updates, 0, updates.length));
  }

  @Test
  void theOrderOfOtherSumsDoesNot() {
    refused(SumOrder::sum);
  }

  @Test
  void backwardsDoesNot() {
    refused(updates -> ScatterOrder.sum(reversed(updates)));
  }

  @Test
  void theLastRunFirstDoesNot() {
    refused(
        updates -> {
          int last = Math.max(0, (updates.length - 1) / ScatterOrder.RUN * ScatterOrder.RUN);
          float sum = chain(updates, last, updates.length);
          for (int begin = 0; begin < last; begin += ScatterOrder.RUN) {
            sum += chain(updates, begin, begin + ScatterOrder.RUN);
          }
          return sum;
        });
  }

  private static void refused(Order order) {
    assertThrows(AssertionError.class, () -> check(order));
  }

  private static void check(Order order) {
    try (Backend backend = summing(order)) {
      BitCases.ofIndices().forEach(each -> each.check(backend));
    }
  }

  private static float chain(float[] updates, int begin, int end) {
    float sum = 0;
    for (int i = begin; i < end; i++) {
      sum += updates[i];
    }
    return sum;
  }

  private static float[] reversed(float[] updates) {
    float[] reversed = new float[updates.length];
    for (int i = 0; i < updates.length; i++) {
      reversed[i] = updates[updates.length - 1 - i];
    }
    return reversed;
  }

  /** A backend that adds updates up in single precision, in some order. */
  private static Backend summing(Order order) {
    return InterceptedBackend.of(
        (reference, op, real) ->
            op.name().equals("scatterAdd")
                ? () -> sum(reference, order, op.first(), op.views().get(1), op.last())
                : real.bind(op.arguments()));
  }

  private static void sum(Backend reference, Order order, View indices, View updates, View out) {
    double[] rows = read(reference, indices);
    double[] values = read(reference, updates);
    int width = (int) out.shape().dimension(1);
    Map<Integer, float[]> ofElements = new TreeMap<>();
    int[] counts = new int[(int) out.shape().dimension(0)];
    for (double row : rows) {
      if (row < counts.length) {
        counts[(int) row]++;
      }
    }
    int[] next = new int[counts.length];
    for (int i = 0; i < rows.length; i++) {
      int row = (int) rows[i];
      for (int column = 0; row < counts.length && column < width; column++) {
        ofElements.computeIfAbsent(row * width + column, key -> new float[counts[row]])[next[row]] =
            (float) values[i * width + column];
      }
      if (row < counts.length) {
        next[row]++;
      }
    }
    try (HostBuffer host = reference.allocateHost(out.type(), out.elements())) {
      ofElements.forEach((element, terms) -> host.set(element, order.sum(terms)));
      reference.upload(host, out).await();
    }
  }

  private static double[] read(Backend reference, View view) {
    double[] values = new double[(int) view.elements()];
    try (HostBuffer host = reference.allocateHost(view.type(), values.length)) {
      reference.download(view, host).await();
      for (int i = 0; i < values.length; i++) {
        values[i] = host.get(i);
      }
    }
    return values;
  }
}
