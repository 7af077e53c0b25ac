package dev.trine.cli.bench;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.load;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.Device;
import dev.trine.backend.Recording;
import dev.trine.backend.View;
import dev.trine.backend.internal.Resources;
import dev.trine.backend.op.Mapping;
import dev.trine.expression.Expression;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A call that runs into one limit of the device, as large as takes the device a while, so that
 * neither its start nor a cache matters. The best of its runs counts.
 */
final class Probe implements AutoCloseable {
  private static final double LONG_ENOUGH_SECONDS = 0.02;

  private static final int FEWEST_ELEMENTS = 1 << 18;
  private static final int MOST_ELEMENTS = 1 << 27;

  /** The largest part of the device's memory that a probe may take. */
  private static final double MEMORY = 1.0 / 8;

  /** So many that loading and storing an element takes no time beside them. */
  private static final int STEPS = 256;

  private final Stopwatch stopwatch;
  private final Recording recording;
  private final double amount;
  private final Resources resources;
  private double best;

  private Probe(Backend backend, int elements, double amount, Binding binding) {
    stopwatch = new Stopwatch(backend);
    this.amount = amount;
    resources = new Resources();
    try {
      View in = resources.allocate(backend, TensorType.f32(elements), "bench probe");
      View out = resources.allocate(backend, TensorType.f32(elements), "bench probe");
      try (Call ones = backend.fill(1, in)) {
        ones.enqueue();
      }
      Call call = resources.add(binding.bind(in, out));
      recording = resources.add(backend.record(List.of(call)));
    } catch (RuntimeException | Error failure) {
      resources.closeAfter(failure);
      throw failure;
    }
  }

  private interface Binding {
    Call bind(View in, View out);
  }

  /** Copies from the device's memory to the device's memory; counts bytes read and written. */
  static Probe copies(Backend backend) {
    return longEnough(
        FEWEST_ELEMENTS,
        mostElements(backend.device()),
        elements ->
            new Probe(
                backend,
                elements,
                2.0 * Float.BYTES * elements,
                (in, out) ->
                    backend.map(Mapping.dense(in.shape(), 1, load(0)), List.of(in), List.of(out))));
  }

  /** Fused products and sums on registers; counts two operations each. */
  static Probe multiplyAdds(Backend backend) {
    Expression value = load(0);
    for (int step = 0; step < STEPS; step++) {
      // Values near 1 stay there.
      value = fma(value, constant(1 - 1.0 / 1024), constant(1.0 / 1024));
    }
    Expression chain = value;
    return longEnough(
        FEWEST_ELEMENTS,
        mostElements(backend.device()),
        elements ->
            new Probe(
                backend,
                elements,
                2.0 * STEPS * elements,
                (in, out) ->
                    backend.map(Mapping.dense(in.shape(), 1, chain), List.of(in), List.of(out))));
  }

  private static int mostElements(Device device) {
    double bytes = Math.min(device.maxAllocationBytes(), MEMORY / 2 * device.memoryBytes());
    return (int) Math.min(MOST_ELEMENTS, bytes / Float.BYTES);
  }

  /** The first of doubled sizes that takes long enough, or the last. */
  private static Probe longEnough(int smallest, int most, IntFunction<Probe> make) {
    for (int size = smallest; ; size *= 2) {
      Probe probe = make.apply(size);
      probe.sample(); // the first run of a kernel may compile it
      if (probe.sample() >= LONG_ENOUGH_SECONDS || size > most / 2) {
        return probe;
      }
      probe.close();
    }
  }

  /** Runs once more; gives the seconds. */
  double sample() {
    double seconds = stopwatch.seconds(recording::replay, 1);
    best = Math.max(best, amount / seconds);
    return seconds;
  }

  /** The most a second that was seen. */
  double best() {
    return best;
  }

  @Override
  public void close() {
    resources.close();
  }
}
