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

/** One matrix product. The large squares show the device's peak; the others are a layer's three. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(BackendState.RUNS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class MatmulBenchmark extends BackendState {
  /** m×k×n, and which operands lie transposed. */
  @Param({
    "1024x1024x1024",
    "2048x2048x2048",
    "8192x512x512",
    "8192x512x512/b",
    "512x8192x512/a",
    "32x64x64"
  })
  public String shape;

  private Matmul spec;

  @Override
  Runnable prepare(Backend on) {
    String[] parts = shape.split("/");
    String transposed = parts.length > 1 ? parts[1] : "";
    String[] extents = parts[0].split("x");
    long m = Long.parseLong(extents[0]);
    long k = Long.parseLong(extents[1]);
    long n = Long.parseLong(extents[2]);
    spec = Matmul.of(m, n, k, transposed.contains("a"), transposed.contains("b"));
    return recorded(on.matmul(spec, random(m * k), random(k * n), null, random(m * n)));
  }

  @Benchmark
  public void product(Arithmetic arithmetic) {
    enqueueAndWait();
    arithmetic.count(RUNS * spec.flops());
  }
}
