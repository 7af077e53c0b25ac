package dev.trine.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Epilogue;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.Matmul.Operand;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Batches that lie in memory in every way that the contract admits, cut between or inside them. */
class BatchLayoutTest {
  private static final int M = 96;
  private static final int N = 80;
  private static final int K = 64;

  @TestFactory
  Stream<DynamicTest> agreesWithTheReference() {
    Operand dense = new Operand(false, K, M * K);
    Operand right = new Operand(true, K, N * K);
    Operand out = new Operand(false, N, M * N);
    return Stream.of(
            // Attention heads: the matrices are column blocks of a wider one.
            spec("side by side", 8, new Operand(false, 8 * K, K), right, out),
            spec("side by side, transposed", 8, new Operand(true, 8 * M, M), right, out),
            spec("results side by side", 2, dense, right, new Operand(false, 2 * N, M * N * 2)),
            // Windows over a signal.
            spec("overlapping", 5, new Operand(false, K, 3), right, out),
            spec("overlapping rows", 5, dense, new Operand(true, K, 7 * K), out),
            spec("the same for all", 5, new Operand(false, K, 0), new Operand(true, K, 0), out),
            spec("two large", 2, dense, right, out),
            spec("one", 1, dense, right, out),
            spec("with gaps", 3, new Operand(false, K + 3, M * K * 2), right, out))
        .flatMap(
            named ->
                Stream.of(1, 2, 3, 4)
                    .map(
                        threads ->
                            DynamicTest.dynamicTest(
                                named.name + " on " + threads, () -> check(named.spec, threads))));
  }

  private record Named(String name, Matmul spec) {}

  private static Named spec(String name, long batch, Operand a, Operand b, Operand out) {
    Epilogue epilogue = new Epilogue.TimesDerivative(Activation.LEAKY_RELU);
    return new Named(name, new Matmul(batch, M, N, K, a, b, out, 0.5, 0.25, epilogue));
  }

  private static void check(Matmul spec, int threads) {
    try (Backend reference = new ReferenceBackend();
        Backend cpu = CpuBackend.open(BackendOptions.defaults().withThreads(threads))) {
      assertArrayEquals(multiplied(reference, spec), multiplied(cpu, spec), 1e-4f);
    }
  }

  private static float[] multiplied(Backend backend, Matmul spec) {
    View a = drawn(backend, spec.elementsOfA(), 1);
    View b = drawn(backend, spec.elementsOfB(), 2);
    View bias = drawn(backend, spec.n(), 3);
    View other = drawn(backend, spec.elementsOfOut(), 4);
    View out = drawn(backend, spec.elementsOfOut(), 5);
    try (Call call = backend.matmul(spec, a, b, bias, other, out)) {
      call.enqueue();
    }
    return Step.download(backend, out);
  }

  private static View drawn(Backend backend, long count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Step.upload(backend, values).reshape(Shape.of(count));
  }
}
