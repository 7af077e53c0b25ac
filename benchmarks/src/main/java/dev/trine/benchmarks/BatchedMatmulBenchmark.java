package dev.trine.benchmarks;

import dev.trine.backend.Backend;
import dev.trine.backend.op.Matmul;
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

/** Many products of square matrices in one call. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(BackendState.RUNS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class BatchedMatmulBenchmark extends BackendState {
  @Param({"64", "512"})
  public int batch;

  @Param({"32", "128"})
  public int size;

  private Matmul spec;

  @Override
  Runnable prepare(Backend on) {
    spec = Matmul.batched(batch, size, size, size, false, false);
    long elements = (long) batch * size * size;
    return recorded(on.matmul(spec, random(elements), random(elements), null, random(elements)));
  }

  @Benchmark
  public void products(Arithmetic arithmetic) {
    enqueueAndWait();
    arithmetic.count(RUNS * spec.flops());
  }
}
