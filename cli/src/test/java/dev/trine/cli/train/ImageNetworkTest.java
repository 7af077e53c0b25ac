package dev.trine.cli.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.nn.Network;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNetworkTest {
  /** Halved until a side has fewer than 8 pixels. */
  @ParameterizedTest
  @CsvSource({"8, 8, 1", "28, 28, 2", "9, 40, 1", "100, 64, 4"})
  void hasAsManyConvolutionsAsTheImageIsLarge(int height, int width, int convolutions) {
    Network network = ImageNetwork.of(bytes(height, width, 3), 5);
    assertEquals(Shape.of(5), network.output(network.onlyOutput()));
    assertEquals(
        convolutions,
        network.layers().stream().filter(vertex -> vertex.name().startsWith("conv2d")).count());
  }

  @Test
  void takesGreyImagesWithoutChannels() {
    Network network = ImageNetwork.of(bytes(28, 28), 10);
    assertEquals(bytes(28, 28), network.inputs().get(0).type());
    assertEquals(Shape.of(10), network.output(network.onlyOutput()));
  }

  @Test
  void isForImagesOfBytesThatAreLargeEnough() {
    assertTrue(ImageNetwork.suits(bytes(8, 9)));
    assertFalse(ImageNetwork.suits(bytes(7, 9)));
    assertFalse(ImageNetwork.suits(bytes(64)));
    assertFalse(ImageNetwork.suits(new TensorType(DType.F32, Shape.of(28, 28))));
  }

  private static TensorType bytes(long... shape) {
    return new TensorType(DType.U8, Shape.of(shape));
  }
}
