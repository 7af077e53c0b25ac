package dev.trine.backend;

import dev.trine.BackendUnavailableException;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** The small computation that a device must get right before it is called available. */
final class SelfCheck {
  private static final float[] INPUT = {1, 2, 3, 4, 5, 6, -20, -28};
  private static final float[] EXPECTED = {0, 4, 12, 49};

  private SelfCheck() {}

  /** {@code relu(A·Aᵀ + (−20, −28))} of a 2×3 matrix, recorded as a training step would be. */
  static void run(Backend backend) {
    try (Buffer memory = backend.allocate(DType.F32, 16, "self check");
        HostBuffer host = backend.allocateHost(DType.F32, INPUT.length)) {
      View a = memory.view(0, Shape.of(2, 3));
      View bias = memory.view(6, Shape.of(2));
      View product = memory.view(8, Shape.of(2, 2));
      View out = memory.view(12, Shape.of(2, 2));
      host.put(0, INPUT, 0, INPUT.length);
      backend.upload(host, memory.view(0, Shape.of(INPUT.length))).await();
      try (Call matmul = backend.matmul(Matmul.of(2, 2, 3, false, true), a, a, bias, product);
          Call relu = backend.chain(List.of(Stage.of(StageOp.RELU)), product, List.of(), out);
          Buffer scratch = Scratch.attach(backend, List.of(matmul, relu), "self check");
          Recording recording = backend.record(List.of(matmul, relu))) {
        recording.replay();
        backend.download(out, host).await();
      }
      float[] result = new float[EXPECTED.length];
      host.get(0, result, 0, result.length);
      if (!Arrays.equals(result, EXPECTED)) {
        throw new BackendUnavailableException(
            "%s computes wrong results: a 2×2 product came out as %s, not %s"
                .formatted(backend.device(), Arrays.toString(result), Arrays.toString(EXPECTED)));
      }
    }
  }
}
