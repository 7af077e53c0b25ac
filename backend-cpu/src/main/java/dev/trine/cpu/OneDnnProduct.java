package dev.trine.cpu;

import dev.trine.backend.op.Matmul;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A matrix product cut into parts, each a call of its own. The epilogue is done here, in Java, by
 * whoever did the part: oneDNN's activations turn NaN into 0, and differ from processor to
 * processor.
 */
final class OneDnnProduct implements PreparedProduct {
  private final OneDnnEngine engine;
  private final Matmul spec;
  private final Matrix left;
  private final Matrix right;
  private final Region bias;
  private final EpilogueLoops epilogue;
  private final Matrix out;
  private final Part[] parts;

  /** Each part's calls: one, or one a matrix where oneDNN cannot describe the batch. */
  private final OneDnnPart[][] calls;

  OneDnnProduct(
      Gate gate,
      OneDnnEngine engine,
      Matmul spec,
      int most,
      Region a,
      Region b,
      Region bias,
      Region other,
      Region out) {
    this.engine = engine;
    this.spec = spec;
    this.bias = bias;
    left = Matrix.of(spec.a(), a);
    right = Matrix.of(spec.b(), b);
    this.out = Matrix.of(spec.out(), out);
    epilogue = EpilogueLoops.of(gate, spec, this.out, other, (int) spec.m(), (int) spec.n());
    parts = Part.of(spec, most).toArray(Part[]::new);
    calls = new OneDnnPart[parts.length][];
    for (int i = 0; i < parts.length; i++) {
      List<OneDnnPart> bound = new ArrayList<>();
      for (Part part : describable(spec, parts[i], left, right)) {
        bound.add(
            OneDnnThinMatmul.suits(spec, part, right, bias)
                ? new OneDnnThinMatmul(spec, part, left, right, bias, this.out)
                : OneDnnMatmul.bind(engine, i, spec, part, left, right, null, bias, this.out));
      }
      calls[i] = bound.toArray(OneDnnPart[]::new);
    }
  }

  /** The same as another by other calls. */
  private OneDnnProduct(OneDnnProduct same, OneDnnPart[][] calls) {
    engine = same.engine;
    spec = same.spec;
    left = same.left;
    right = same.right;
    bias = same.bias;
    epilogue = same.epilogue;
    out = same.out;
    parts = same.parts;
    this.calls = calls;
  }

  /** What it multiplies by, and what decides how that is laid out best. */
  private record Operand(
      CpuBuffer buffer, int byteOffset, DType type, Matmul.Operand b, long m, long k, long n) {}

  @Override
  public Object packing() {
    boolean isPlain =
        Arrays.stream(calls).allMatch(call -> call.length == 1 && call[0] instanceof OneDnnMatmul);
    return spec.batch() == 1 && isPlain
        ? new Operand(
            right.region().buffer(),
            right.region().byteOffset(),
            right.region().type(),
            spec.b(),
            spec.m(),
            spec.k(),
            spec.n())
        : null;
  }

  @Override
  public PackedMatrix pack() {
    return new PackedMatrix(engine);
  }

  @Override
  public PreparedProduct packed(PackedMatrix matrix) {
    OneDnnProduct packed = new OneDnnProduct(this, new OneDnnPart[parts.length][]);
    for (int i = 0; i < parts.length; i++) {
      OneDnnPart call =
          OneDnnMatmul.bind(engine, i, spec, parts[i], left, right, matrix, bias, out);
      packed.calls[i] = call == null ? new OneDnnPart[0] : new OneDnnPart[] {call};
    }
    if (Arrays.stream(packed.calls).allMatch(call -> call.length == 1)) {
      return packed;
    }
    packed.close();
    return null;
  }

  /** The part, or its matrices one by one where oneDNN cannot describe them together. */
  private List<Part> describable(Matmul spec, Part part, Matrix left, Matrix right) {
    // With k = 1, oneDNN 3.11 misreads a b whose matrices are not dense, or are cut.
    boolean misread =
        spec.k() == 1 && right.batchStride() != 0 && right.batchStride() != part.columns();
    boolean together =
        !misread
            && left.isBatchOf(spec.m(), spec.k(), spec.batch())
            && right.isBatchOf(spec.k(), spec.n(), spec.batch())
            && out.isBatchOf(spec.m(), spec.n(), spec.batch())
            && !(left.batchStride() == 0 && right.batchStride() == 0);
    if (together || part.batches() == 1) {
      return List.of(part);
    }
    return IntStream.range(0, part.batches()).mapToObj(part::matrix).toList();
  }

  @Override
  public int pieces() {
    return parts.length;
  }

  @Override
  public void piece(int piece, int worker) {
    for (OneDnnPart call : calls[piece]) {
      call.execute(engine.stream(worker));
    }
    epilogue.run(worker, parts[piece]);
  }

  @Override
  public void close() {
    for (OneDnnPart[] ofPart : calls) {
      for (OneDnnPart call : ofPart) {
        call.close();
      }
    }
  }
}
