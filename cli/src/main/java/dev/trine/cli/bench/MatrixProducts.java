package dev.trine.cli.bench;

import static dev.trine.expression.Arithmetic.load;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Recording;
import dev.trine.backend.View;
import dev.trine.backend.internal.Resources;
import dev.trine.backend.internal.Scratch;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Matmul;
import dev.trine.graph.Cost;
import dev.trine.graph.compile.CallProfile;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.SplittableRandom;

/** Recorded matrix products of random operands, of the type that the backend's precision says. */
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
      View out = allocate(DType.F32, spec.elementsOfOut());
      Call call = resources.add(backend.matmul(spec, a, b, null, out));
      scratchBytes = 2 * call.scratchBytes(); // written and read again
      resources.add(Scratch.attach(backend, List.of(call), "bench scratch"));
      recording = resources.add(backend.record(List.of(call)));
    } catch (RuntimeException | Error failure) {
      resources.closeAfter(failure);
      throw failure;
    }
  }

  private View allocate(DType type, long elements) {
    return resources.allocate(backend, new TensorType(type, Shape.of(elements)), "bench matrix");
  }

  /** Operands are cast where they lie. */
  private View random(long elements, long seed) {
    View drawn = drawn(elements, seed);
    DType type = backend.precision().operands();
    if (type == DType.F32) {
      return drawn;
    }
    View operand = allocate(type, elements);
    Access from = Access.dense(DType.F32, drawn.shape());
    Access to = Access.dense(type, drawn.shape());
    Mapping cast = new Mapping(drawn.shape(), List.of(from), List.of(new Result(load(0), to)));
    try (Call call = backend.map(cast, List.of(drawn), List.of(operand))) {
      call.enqueue();
      backend.synchronize();
    }
    return operand;
  }

  private View drawn(long elements, long seed) {
    View matrix = allocate(DType.F32, elements);
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
    long operands = spec.elementsOfA() + spec.elementsOfB();
    return backend.precision().operands().bytes() * operands
        + DType.F32.bytes() * spec.elementsOfOut();
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
