package dev.trine.benchmarks;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.backend.Call;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Recording;
import dev.trine.backend.View;
import dev.trine.backend.internal.Resources;
import dev.trine.backend.internal.Scratch;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A backend and what a benchmark put on it. */
@State(Scope.Benchmark)
public abstract class BackendState {
  static final String[] DEFAULTS = {"cpu", "opencl", "cuda"};

  /** Runs enqueued before each wait. */
  static final int RUNS = 16;

  private static final int CHUNK = 1 << 16;

  /** A named choice, which is strict: it is this backend that is measured, or none. */
  @Param({"cpu", "opencl", "cuda"})
  public String backend;

  private final Resources resources = new Resources();
  private Backend opened;
  private Runnable run;

  /** Opens the backend, prepares the work and makes sure that it runs. */
  @Setup
  public void setUp() {
    opened = resources.add(Backends.select(backend, BackendOptions.defaults()).backend());
    run = prepare(opened);
    enqueueAndWait();
  }

  /** Binds and uploads; what it returns enqueues one run and does nothing else. */
  abstract Runnable prepare(Backend on);

  /** {@link #RUNS} runs. */
  final void enqueueAndWait() {
    for (int i = 0; i < RUNS; i++) {
      run.run();
    }
    opened.synchronize();
  }

  final <T extends AutoCloseable> T keep(T resource) {
    return resources.add(resource);
  }

  /** Records one call. */
  final Runnable recorded(Call call) {
    keep(call);
    keep(Scratch.attach(opened, List.of(call), "benchmark scratch"));
    Recording recording = keep(opened.record(List.of(call)));
    return recording::replay;
  }

  /** A tensor of undefined content. */
  final View allocate(TensorType type) {
    return resources.allocate(opened, type, "benchmark");
  }

  final View zeros(DType type, long elements) {
    View view = allocate(new TensorType(type, Shape.of(elements)));
    try (Call fill = opened.fill(0, view)) {
      fill.enqueue();
    }
    return view;
  }

  /** Numbers in ±½: no zeros, no denormal numbers, nothing that a device could be quicker with. */
  final View random(long elements) {
    View view = allocate(TensorType.f32(elements));
    SplittableRandom random = new SplittableRandom(elements);
    float[] chunk = new float[CHUNK];
    try (HostBuffer host = opened.allocateHost(DType.F32, elements)) {
      for (long from = 0; from < elements; from += CHUNK) {
        int count = (int) Math.min(CHUNK, elements - from);
        for (int i = 0; i < count; i++) {
          chunk[i] = (float) random.nextDouble() - 0.5f;
        }
        host.put(from, chunk, 0, count);
      }
      opened.upload(host, view).await();
    }
    return view;
  }

  @TearDown
  public void tearDown() {
    resources.close();
  }
}
