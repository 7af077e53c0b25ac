package dev.trine.benchmarks;

import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.sgd;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.backend.op.StepState;
import dev.trine.tensor.DType;
import dev.trine.tensor.TensorType;
import dev.trine.train.Optimizer;
import java.util.ArrayList;
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

/** One update of all parameters, given their gradients. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(BackendState.RUNS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class OptimizerBenchmark extends BackendState {
  /** What updates, and the bytes that it reads and writes for each parameter. */
  public enum Rule {
    /** Parameter read and written, gradient read. */
    SGD(sgd(1), 3 * Float.BYTES),
    /** The velocity read and written besides. */
    MOMENTUM(sgd(1).withMomentum(0.9), 5 * Float.BYTES),
    /** Two moments read and written besides. */
    ADAM(adam(1), 7 * Float.BYTES);

    private final Optimizer optimizer;
    private final int bytes;

    Rule(Optimizer optimizer, int bytes) {
      this.optimizer = optimizer;
      this.bytes = bytes;
    }
  }

  @Param({"65536", "4194304"})
  public long parameters;

  @Param public Rule rule;

  @Override
  Runnable prepare(Backend on) {
    View values = random(parameters);
    View gradients = random(parameters);
    View rate = allocate(TensorType.f32(1));
    View state = allocate(TensorType.i32(StepState.ELEMENTS));
    try (HostBuffer hostRate = on.allocateHost(DType.F32, 1);
        HostBuffer hostState = on.allocateHost(DType.I32, StepState.ELEMENTS)) {
      hostRate.set(0, 1e-6);
      on.upload(hostRate, rate).await();
      hostState.set(StepState.HEALTHY, 1); // else the update does nothing
      on.upload(hostState, state).await();
    }
    return recorded(update(on, values, gradients, rate, state));
  }

  private Call update(Backend on, View values, View gradients, View rate, View state) {
    List<View> operands = new ArrayList<>(List.of(values));
    for (int i = 0; i < rule.optimizer.moments(); i++) {
      operands.add(zeros(DType.F32, parameters));
    }
    operands.addAll(
        List.of(gradients, rate, rate, rate, state)); // any number is a weight, and a square
    return rule.optimizer.updates(0, parameters).get(0).bind(on, operands, List.of());
  }

  @Benchmark
  public void update(Traffic traffic) {
    enqueueAndWait();
    traffic.count((double) RUNS * rule.bytes * parameters);
  }
}
