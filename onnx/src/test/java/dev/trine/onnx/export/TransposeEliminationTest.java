package dev.trine.onnx.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.Activation;
import dev.trine.nn.Layer;
import dev.trine.nn.Layers;
import dev.trine.nn.Network;
import dev.trine.onnx.file.OnnxNode;
import dev.trine.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Between layers over images there are no transposes. */
class TransposeEliminationTest {
  private static final Layer CONVOLUTION = Layers.conv2d(3, 3, Activation.IDENTITY);

  private static List<String> ops(Layer... layers) {
    Network network = Network.of(Shape.of(6, 6, 3), layers);
    return ExportedNetwork.of(network)
        .graph(new float[(int) network.layout().elements()])
        .nodes()
        .stream()
        .map(OnnxNode::opType)
        .toList();
  }

  @Test
  void oneBeforeAllLayersAndOneBehind() {
    assertEquals(
        List.of("Transpose", "Conv", "BatchNormalization", "Relu", "MaxPool", "Transpose"),
        ops(
            CONVOLUTION,
            Layers.batchNorm(),
            Layers.activate(Activation.RELU),
            Layers.maxPool2d(2)));
  }

  @Test
  void noneWithinASumOfBranches() {
    assertEquals(
        List.of("Transpose", "Conv", "Conv", "Add", "Relu", "GlobalAveragePool", "Flatten"),
        ops(
            CONVOLUTION,
            Layers.residual(CONVOLUTION),
            Layers.activate(Activation.RELU),
            Layers.globalAveragePool2d()));
  }

  @Test
  void oneBeforeAFlattenWhichIsOfChannelsLast() {
    assertEquals(
        List.of("Transpose", "Conv", "Transpose", "Flatten", "Gemm"),
        ops(CONVOLUTION, Layers.flatten(), Layers.dense(2)));
  }
}
