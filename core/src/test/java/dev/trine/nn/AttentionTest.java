package dev.trine.nn;

import static dev.trine.nn.Layers.attention;
import static dev.trine.nn.Layers.causalAttention;
import static dev.trine.nn.Layers.positions;
import static dev.trine.nn.Layers.transformer;
import static dev.trine.nn.Layers.transformerDecoder;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.data.Dataset;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What sees what, names of parameters, and errors; values are PyTorch's. */
class AttentionTest {
  private static final Shape SEQUENCE = Shape.of(3, 4);
  private static final TensorType LENGTH = new TensorType(DType.I32, Shape.of());

  @Test
  void noStepSeesThoseAfterIt() {
    assertTrue(changes(0, 2, attention(2)));
    assertFalse(changes(0, 2, causalAttention(2)));
    assertTrue(changes(2, 0, causalAttention(2)));
    Layer blind = transformer(causalAttention(2), 5, 0);
    assertFalse(changes(1, 2, blind));
    assertTrue(changes(1, 0, blind));
  }

  /** Whether what is given for one step is another if one step of the input is. */
  private static boolean changes(int given, int step, Layer layer) {
    float[][] rows = new float[2][12];
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 12; i++) {
      rows[0][i] = (float) random.nextDouble();
      rows[1][i] = rows[0][i] + (i / 4 == step ? i % 4 - 1 : 0);
    }
    try (Backend backend = new ReferenceBackend();
        Model model = Network.of(SEQUENCE, layer).initialise(backend, 1)) {
      float[][] made = model.predict(Dataset.valued(SEQUENCE, rows, new float[2][1]));
      return !Arrays.equals(
          Arrays.copyOfRange(made[0], 4 * given, 4 * given + 4),
          Arrays.copyOfRange(made[1], 4 * given, 4 * given + 4));
    }
  }

  /** Of no key the heads take nothing, and what is left is the bias of the last dense layer. */
  @Test
  void whatFillsUpIsNotSeen() {
    Network network =
        Network.builder()
            .input("x", SEQUENCE)
            .input("length", LENGTH)
            .layer("attention", attention(2), "x", "length")
            .build();
    float[][] rows = {{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, new float[12], new float[12]};
    System.arraycopy(rows[0], 0, rows[1], 0, 8);
    Arrays.fill(rows[1], 8, 12, -1e6f);
    Dataset data =
        Dataset.builder()
            .input("x", SEQUENCE, rows)
            .input("length", Shape.of(), new int[][] {{2}, {2}, {0}})
            .build();
    try (Backend backend = new ReferenceBackend();
        Model model = network.initialise(backend, 1)) {
      model.write("attention/output/bias", new float[] {1, 2, 3, 4});
      float[][] made = model.predict(data);
      assertArrayEquals(Arrays.copyOf(made[0], 8), Arrays.copyOf(made[1], 8));
      assertArrayEquals(new float[] {1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4}, made[2]);
    }
  }

  @Test
  void parametersAreNamed() {
    List<String> names =
        Network.of(SEQUENCE, transformer(2, 5)).layout().parameters().stream()
            .map(p -> p.name() + " " + p.shape())
            .toList();
    assertEquals(14, names.size());
    assertTrue(names.contains("transformer/0/attention/queries/weight [4, 4]"), names::toString);
    assertTrue(names.contains("transformer/0/attention/memory/weight [4, 8]"), names::toString);
    assertTrue(names.contains("transformer/0/attention-norm/scale [4]"), names::toString);
    assertTrue(names.contains("transformer/0/hidden/weight [4, 5]"), names::toString);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    refused("heads is 0", () -> attention(0));
    refused("3 heads, which do not divide the width 4", () -> Network.of(SEQUENCE, attention(3)));
    refused("sequences of F32[time, features]", () -> Network.of(Shape.of(4), attention(2)));
    refused("sequences of F32[time, features]", () -> Network.of(Shape.of(4), positions()));
    refused("hidden is 0", () -> transformer(2, 0));
    refused("over steps of one time, not of [3, 4] to [5, 4]", () -> of(causalAttention(2), 5));
    refused("takes a sequence, and which of its steps", () -> of(transformer(2, 5), 5, 5));
    refused("takes a sequence, an encoder's", () -> Network.of(SEQUENCE, transformerDecoder(2, 5)));
    TensorType mask = TensorType.f32(2);
    refused(
        "which of 3 keys are there as [3], or as I32[] how many, not as F32[2]",
        () ->
            Network.builder()
                .input("x", SEQUENCE)
                .input("mask", mask)
                .layer("attention", attention(2), "x", "mask")
                .build());
  }

  /** A layer of a sequence and of others, of so many steps each. */
  private static Network of(Layer layer, int... times) {
    NetworkBuilder builder = Network.builder().input("x", SEQUENCE);
    String[] names = new String[times.length + 1];
    names[0] = "x";
    for (int i = 0; i < times.length; i++) {
      names[i + 1] = "other " + i;
      builder.input(names[i + 1], Shape.of(times[i], 4));
    }
    return builder.layer("layer", layer, names).build();
  }

  private static void refused(String part, Executable action) {
    String message = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(message.contains(part), message);
  }
}
