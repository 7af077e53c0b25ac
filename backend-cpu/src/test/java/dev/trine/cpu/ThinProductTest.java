package dev.trine.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Matmul;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products with few rows, one column or one term, large enough that threads share them. */
class ThinProductTest {
  @ParameterizedTest
  @CsvSource({
    "1, 517, 301",
    "2, 517, 301",
    "3, 517, 301",
    "12, 517, 301",
    "13, 517, 301",
    "517, 1, 301",
    "517, 301, 1",
    "1, 1, 70000"
  })
  void agreesWithTheReference(long m, long n, long k) {
    for (boolean transposeA : new boolean[] {false, true}) {
      for (boolean transposeB : new boolean[] {false, true}) {
        Matmul plain = Matmul.of(m, n, k, transposeA, transposeB);
        check(plain, false);
        check(plain.withActivation(Activation.RELU), true);
        check(plain.withScale(-0.5, 0), true);
        check(plain.withScale(0.5, 0.25), false);
        check(plain.withScale(0.5, 0.25), true);
      }
    }
  }

  private static void check(Matmul spec, boolean biased) {
    float[] expected;
    try (Backend reference = new ReferenceBackend()) {
      expected = multiplied(reference, spec, biased);
    }
    for (int threads = 1; threads <= 3; threads++) {
      try (Backend cpu = CpuBackend.open(BackendOptions.defaults().withThreads(threads))) {
        assertArrayEquals(expected, multiplied(cpu, spec, biased), 1e-3f, spec.toString());
      }
    }
  }

  private static float[] multiplied(Backend backend, Matmul spec, boolean biased) {
    View a = drawn(backend, spec.elementsOfA(), 1);
    View b = drawn(backend, spec.elementsOfB(), 2);
    View bias = biased ? drawn(backend, spec.n(), 3) : null;
    View out = drawn(backend, spec.elementsOfOut(), 4);
    if (spec.beta() == 0) {
      backend.fill(Double.NaN, out).enqueue();
    }
    try (Call call = backend.matmul(spec, a, b, bias, out)) {
      call.enqueue();
    }
    return Step.download(backend, out);
  }

  private static View drawn(Backend backend, long count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return Step.upload(backend, values).reshape(Shape.of(count));
  }
}
