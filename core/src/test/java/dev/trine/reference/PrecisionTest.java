package dev.trine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trine.backend.BackendOptions;
import dev.trine.backend.Call;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Precision;
import dev.trine.backend.View;
import dev.trine.backend.op.Matmul;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import org.junit.jupiter.api.Test;

class PrecisionTest {
  private static final double[] A = {1 + 0x1p-9, 3};
  private static final double[] B = {1 + 0x1p-12, 1};

  private static double product(Precision precision, DType operands) {
    BackendOptions options = BackendOptions.defaults().withPrecision(precision);
    try (ReferenceBackend backend = new ReferenceBackend(options)) {
      View a = tensor(backend, operands, A);
      View b = tensor(backend, operands, B);
      View out = backend.allocate(TensorType.f32(1), "out");
      try (Call call = backend.matmul(Matmul.of(1, 1, 2, false, false), a, b, null, out);
          HostBuffer host = backend.allocateHost(DType.F32, 1)) {
        call.enqueue();
        backend.download(out, host).await();
        return host.get(0);
      }
    }
  }

  private static View tensor(ReferenceBackend backend, DType type, double... values) {
    View view = backend.allocate(new TensorType(type, Shape.of(values.length)), "operand");
    try (HostBuffer host = backend.allocateHost(type, values.length)) {
      for (int i = 0; i < values.length; i++) {
        host.set(i, values[i]);
      }
      backend.upload(host, view).await();
    }
    return view;
  }

  @Test
  void operandsCountAsThePrecisionSays() {
    assertEquals(3 + A[0] * B[0], product(Precision.F32, DType.F32));
    assertEquals(3 + A[0], product(Precision.TF32, DType.F32));
    assertEquals(4, product(Precision.BF16_MIXED, DType.BF16));
    assertEquals(3 + A[0] * B[0], product(Precision.BF16_MIXED, DType.F32));
  }

  @Test
  void bf16IsRefusedElsewhere() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> product(Precision.F32, DType.BF16))
            .getMessage();
    assertEquals(
        "matmul takes F32 for its a on a backend opened with Precision.F32, but the view of"
            + " 'operand' is of BF16",
        message);
  }

  @Test
  void tf32RoundsToElevenBitsAndAwayFromZeroInTheMiddle() {
    double[] numbers = {
      1, 1 + 0x1p-10, 1 + 0x1p-11, 1 + 0x1.8p-10, -1 - 0x1p-11, 1 + 0x1p-12, Float.MAX_VALUE
    };
    double[] expected = {
      1, 1 + 0x1p-10, 1 + 0x1p-10, 1 + 0x1p-9, -1 - 0x1p-10, 1, Double.POSITIVE_INFINITY
    };
    double[] rounded = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      rounded[i] = TensorFloat.round(numbers[i]);
    }
    assertArrayEquals(expected, rounded);
    assertEquals(Double.NaN, TensorFloat.round(Double.NaN));
    assertEquals(Double.NEGATIVE_INFINITY, TensorFloat.round(Double.NEGATIVE_INFINITY));
  }
}
