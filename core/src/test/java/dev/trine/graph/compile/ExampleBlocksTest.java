package dev.trine.graph.compile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.Backend;
import dev.trine.backend.op.Window;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.ops.Convolve;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.Reduce;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExampleBlocksTest {
  private static final int EXAMPLES = 1024;

  /** Three places of two channels each. */
  private static final int PIXELS = 3 * 2;

  private final Backend portable = PortableReference.open();

  @AfterEach
  void close() {
    portable.close();
  }

  /** Filters, and the bias of their results. */
  private List<double[]> gradients(double[] images) {
    long examples = images.length / PIXELS;
    Graph graph = new Graph();
    Node in = graph.input("images", TensorType.f32(examples, 3, 1, 2));
    Node filters = graph.input("filters", TensorType.f32(1, 1, 2, 2));
    Node bias = graph.input("bias", TensorType.f32(2));
    Window window = new Window(1, 1, 1, 1, 1, 1, 0, 0, 0, 0);
    Node out = Elementwise.add(Convolve.convolve(in, filters, window, 1), bias);
    Node loss = Reduce.sum(Elementwise.square(out), 1);
    List<Node> found = Differentiator.gradients(loss, 1, List.of(filters, bias));
    Map<String, double[]> inputs =
        Map.of(
            "images",
            images,
            "filters",
            new double[] {0.3, -0.7, 0.2, 0.9},
            "bias",
            new double[] {0.1, 0.4});
    return GraphRunner.of(portable, graph, inputs, found);
  }

  /** Blocks of terms would be added in other pairs: there are three in each block of examples. */
  @Test
  void aLargerBatchHasTheBitsOfItsBlocksInPairs() {
    double[] all = new SplittableRandom(1).doubles(3L * EXAMPLES * PIXELS, -1, 1).toArray();
    List<double[]> sums = null;
    for (int i = 0; i < 3; i++) {
      List<double[]> block =
          gradients(Arrays.copyOfRange(all, i * EXAMPLES * PIXELS, (i + 1) * EXAMPLES * PIXELS));
      if (sums == null) {
        sums = block;
      } else {
        for (int j = 0; j < block.size(); j++) {
          for (int k = 0; k < block.get(j).length; k++) {
            sums.get(j)[k] += block.get(j)[k];
          }
        }
      }
    }
    List<double[]> together = gradients(all);
    assertEquals(4, together.get(0).length);
    assertArrayEquals(sums.get(0), together.get(0), 0);
    assertArrayEquals(sums.get(1), together.get(1), 0);
  }
}
