package dev.trine.cli.bench;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Recording;
import dev.trine.backend.View;
import dev.trine.backend.internal.Resources;
import dev.trine.backend.internal.Scratch;
import dev.trine.backend.op.Matmul;
import dev.trine.graph.Cost;
import dev.trine.graph.compile.CallProfile;
import dev.trine.tensor.DType;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.SplittableRandom;

/** Recorded matrix products of random operands. */
final class MatrixProducts implements Workload {
  private static final int CHUNK = 1 << 16;

  private final Backend backend;
  private final Matmul spec;
  private final long scratchBytes;
  private final Recording recording;
  private final Resources resources = new Resources();

  MatrixProducts(Backend backend, Matmul spec) {
    this.backend = backend;
    this.spec = spec;
    try {
      View a = random(spec.elementsOfA(), 1);
      View b = random(spec.elementsOfB(), 2);
      View out = allocate(spec.elementsOfOut());
      Call call = resources.add(backend.matmul(spec, a, b, null, out));
      scratchBytes = 2 * call.scratchBytes(); // written and read again
      resources.add(Scratch.attach(backend, List.of(call), "bench scratch"));
      recording = resources.add(backend.record(List.of(call)));
    } catch (RuntimeException | Error failure) {
      resources.closeAfter(failure);
      throw failure;
    }
  }

  private View allocate(long elements) {
    return resources.allocate(backend, TensorType.f32(elements), "bench matrix");
  }

  private View random(long elements, long seed) {
    View matrix = allocate(elements);
    SplittableRandom random = new SplittableRandom(seed);
    float[] chunk = new float[CHUNK];
    try (HostBuffer host = backend.allocateHost(DType.F32, elements)) {
      for (long from = 0; from < elements; from += CHUNK) {
        int count = (int) Math.min(CHUNK, elements - from);
        for (int i = 0; i < count; i++) {
          chunk[i] = (float) random.nextDouble() - 0.5f;
        }
        host.put(from, chunk, 0, count);
      }
      backend.upload(host, matrix).await();
    }
    return matrix;
  }

  @Override
  public String name() {
    return "matmul %s x %s x %s%s%s%s"
        .formatted(
            spec.m(),
            spec.k(),
            spec.n(),
            spec.a().transposed() ? ", a transposed" : "",
            spec.b().transposed() ? ", b transposed" : "",
            spec.batch() == 1 ? "" : ", batch " + spec.batch());
  }

  @Override
  public String unit() {
    return "product";
  }

  @Override
  public double flops() {
    return spec.flops();
  }

  @Override
  public double samples() {
    return (double) spec.batch() * spec.m();
  }

  /** Each operand once. */
  @Override
  public long minimumBytes() {
    return Float.BYTES * (spec.elementsOfA() + spec.elementsOfB() + spec.elementsOfOut());
  }

  @Override
  public List<CallProfile> profile() {
    recording.replay();
    Cost cost = new Cost((long) spec.flops(), minimumBytes() + scratchBytes);
    return recording.profile().stream()
        .map(timing -> new CallProfile(name(), timing, cost))
        .toList();
  }

  @Override
  public void enqueue() {
    recording.replay();
  }

  @Override
  public void close() {
    resources.close();
  }
}
