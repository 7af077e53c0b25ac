package dev.trine.nn;

import static dev.trine.nn.Layers.averagePool2d;
import static dev.trine.nn.Layers.conv2d;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.globalAveragePool2d;
import static dev.trine.nn.Layers.image;
import static dev.trine.nn.Layers.maxPool2d;
import static dev.trine.nn.Layers.transposedConv2d;
import static dev.trine.nn.Layers.window;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.backend.op.Window;
import dev.trine.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows over images, and the layers that have one. */
class SlidingTest {
  private static void refused(String part, Executable action) {
    String message = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(message.contains(part), message);
  }

  /** As ONNX has SAME_UPPER: ⌈extent / stride⌉ places, what is odd comes last. */
  @ParameterizedTest
  @CsvSource({
    "28, 5, 1, 1, 28, 2, 2",
    "28, 2, 2, 1, 14, 0, 0",
    "7, 2, 1, 1, 7, 0, 1",
    "8, 3, 2, 1, 4, 0, 1",
    "7, 3, 2, 1, 4, 1, 1",
    "9, 3, 1, 2, 9, 2, 2",
    "5, 1, 3, 1, 2, 0, 0",
  })
  void sameHasAPlaceForEachPixelThatTheStrideMeets(
      int extent, int size, int stride, int dilation, int places, int before, int behind) {
    Window over =
        window(size).stride(stride).dilation(dilation).over(Shape.of(1, extent, extent, 1));
    assertEquals(before, over.top());
    assertEquals(behind, over.bottom());
    assertEquals(before, over.left());
    assertEquals(behind, over.right());
    assertEquals(Shape.of(1, places, places, 4), over.over(Shape.of(1, extent, extent, 1), 4));
  }

  @Test
  void otherEdgesAreAsTheySay() {
    Shape images = Shape.of(2, 10, 12, 3);
    assertEquals(Shape.of(2, 8, 10, 7), window(3).valid().over(images).over(images, 7));
    assertEquals(Shape.of(2, 6, 7, 7), window(3).stride(2).padding(2).over(images).over(images, 7));
  }

  @Test
  void shapesOfLayersAreThoseOfTheirWindows() {
    Network lenet =
        Network.of(
            Shape.of(784),
            image(28, 28, 1),
            conv2d(32, 5, Activation.RELU),
            maxPool2d(2),
            conv2d(64, 5, Activation.RELU),
            maxPool2d(2),
            globalAveragePool2d(),
            dense(10));
    assertEquals(Shape.of(10), lenet.output());
    ParameterLayout layout = lenet.layout();
    assertEquals(Shape.of(5, 5, 32, 64), layout.parameter("conv2d/1/weight").shape());
    assertEquals(Shape.of(64), layout.parameter("conv2d/1/bias").shape());
    Network larger =
        Network.of(Shape.of(7, 5, 3), transposedConv2d(4, window(3).stride(2), Activation.RELU));
    assertEquals(Shape.of(14, 10, 4), larger.output());
    assertEquals(Shape.of(3, 3, 4, 3), larger.layout().parameters().get(0).shape());
    Network smallest =
        Network.of(
            Shape.of(7, 5, 3), transposedConv2d(4, window(3).stride(2).valid(), Activation.RELU));
    assertEquals(Shape.of(15, 11, 4), smallest.output());
  }

  @Test
  void whatDoesNotFitIsRefusedWithItsRemedy() {
    refused(
        "conv2d takes images of F32[height, width, channels], not F32[64]; put image(",
        () -> Network.of(Shape.of(64), conv2d(4, 3, Activation.RELU)));
    refused(
        "a height of 5 does not fit into 4",
        () -> Network.of(Shape.of(4, 8, 1), conv2d(4, window(5).valid(), Activation.RELU)));
    refused(
        "a width of 3 does not fit into 2",
        () -> Network.of(Shape.of(8, 2, 1), averagePool2d(window(3).valid())));
    refused(
        "image takes examples of the 60 elements of [6, 10, 1], not of shape [64]",
        () -> Network.of(Shape.of(64), image(6, 10, 1)));
    refused(
        "conv2d has 2 groups, which do not divide 3 channels",
        () -> Network.of(Shape.of(4, 4, 3), conv2d(4, window(3), 2, Activation.RELU)));
    refused("3 filters in 2 groups", () -> conv2d(3, window(3), 2, Activation.RELU));
    refused("A window's height is 0, expected at least 1", () -> window(0));
    refused("A window's down is -1", () -> window(3).stride(-1));
    refused(
        "padding is 1 with the edges VALID, expected 0",
        () -> new Sliding(3, 3, 1, 1, 1, 1, Sliding.Edges.VALID, 1));
  }
}
