package dev.trine.benchmarks;

import static dev.trine.expression.Arithmetic.load;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping;
import dev.trine.expression.Expression;
import dev.trine.tensor.Shape;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Warmup;

/** The gradient of an activation's output turned into that of its input, in a buffer of its own. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(BackendState.RUNS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class ActivationGradientBenchmark extends BackendState {
  /** Read the gradient, read input or output, write the gradient. */
  private static final int BYTES = 3 * Float.BYTES;

  @Param({"65536", "4194304"})
  public long elements;

  @Param({"RELU", "SIGMOID", "GELU"})
  public Activation activation;

  @Override
  Runnable prepare(Backend on) {
    View gradient = random(elements);
    View saved = random(elements);
    View out = random(elements);
    // Whichever of its argument and its value the derivative is computed from is saved.
    Expression pullback = activation.function().pullback(0, List.of(load(0)), load(0), load(1));
    Mapping spec = Mapping.dense(Shape.of(elements), 2, pullback);
    return recorded(on.map(spec, List.of(saved, gradient), List.of(out)));
  }

  @Benchmark
  public void gradient(Traffic traffic) {
    enqueueAndWait();
    traffic.count((double) RUNS * BYTES * elements);
  }
}
