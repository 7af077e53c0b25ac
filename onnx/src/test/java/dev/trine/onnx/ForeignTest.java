package dev.trine.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.trine.ModelFormatException;
import dev.trine.data.Dataset;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.net.URISyntaxException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PyTorch exported gives here what it gives in ONNX Runtime. */
class ForeignTest {
  private static final int COUNT = 3;

  static Path file(String name) {
    try {
      return Path.of(ForeignTest.class.getResource(name + ".onnx").toURI());
    } catch (URISyntaxException broken) {
      throw new AssertionError(broken);
    }
  }

  /** In the file channels come first, here last. */
  @ParameterizedTest
  @ValueSource(strings = {"lenet", "lenet-view", "residual", "branches", "waves"})
  void imagesAndWaves(String name) throws Exception {
    check(name, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mlp",
        "words",
        "rnn-steps",
        "lstm-steps",
        "gru-steps",
        "lstm-last-step",
        "lstm-state"
      })
  void vectorsAndSequences(String name) throws Exception {
    check(name, false);
  }

  @Test
  void sequencesWithTimeFirstAreTakenWithTheBatchFirst() {
    try (ReferenceBackend backend = new ReferenceBackend();
        Model first = Onnx.load(file("gru-time-first"), backend)) {
      assertEquals(Shape.of(5, 3), first.network().input());
      assertEquals(Shape.of(5, 2), first.network().output());
    }
  }

  private static void check(String name, boolean channelsFirst) throws Exception {
    try (ReferenceBackend backend = new ReferenceBackend();
        Model model = Onnx.load(file(name), backend)) {
      Network network = model.network();
      Dataset examples = new NetworkCase(name, network, 7).examples(COUNT);
      Map<String, float[]> expected = run(file(name), network, examples, channelsFirst);
      assertEquals(expected.size(), network.outputs().size());
      int number = 0;
      for (float[] values : expected.values()) {
        String output = network.outputs().get(number++);
        float[] made = joined(model.predict(examples, output));
        Closeness.assertClose(values, made, output);
      }
    }
  }

  static float[] joined(float[][] rows) {
    float[] all = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, all, i * rows[0].length, rows[0].length);
    }
    return all;
  }

  private static Map<String, float[]> run(
      Path file, Network network, Dataset examples, boolean channelsFirst) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Network.Input input = network.inputs().get(0);
    long[] shape = input.type().shape().batched(COUNT).dimensions();
    double[][] rows = new double[COUNT][];
    for (int i = 0; i < COUNT; i++) {
      double[] row = examples.read(input.name(), i);
      rows[i] = channelsFirst ? channelsFirst(row, shape[shape.length - 1]) : row;
    }
    if (channelsFirst) {
      long channels = shape[shape.length - 1];
      System.arraycopy(shape, 1, shape, 2, shape.length - 2);
      shape[1] = channels;
    }
    try (OrtSession session = environment.createSession(file.toString());
        OnnxTensor given = tensor(environment, rows, shape, input.type().type());
        OrtSession.Result result = session.run(Map.of("x", given))) {
      return RuntimeOutputs.of(result);
    }
  }

  private static double[] channelsFirst(double[] row, long channels) {
    int pixels = (int) (row.length / channels);
    double[] turned = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      turned[(int) (i % channels * pixels + i / channels)] = row[i];
    }
    return turned;
  }

  private static OnnxTensor tensor(
      OrtEnvironment environment, double[][] rows, long[] shape, DType type) throws Exception {
    int elements = rows.length * rows[0].length;
    if (type == DType.I32) {
      LongBuffer wholes = LongBuffer.allocate(elements);
      for (double[] row : rows) {
        for (double value : row) {
          wholes.put((long) value);
        }
      }
      return OnnxTensor.createTensor(environment, wholes.flip(), shape);
    }
    FloatBuffer numbers = FloatBuffer.allocate(elements);
    for (double[] row : rows) {
      for (double value : row) {
        numbers.put((float) value);
      }
    }
    return OnnxTensor.createTensor(environment, numbers.flip(), shape);
  }

  @Test
  void layersAreThoseThatANetworkWouldHave() {
    try (ReferenceBackend backend = new ReferenceBackend();
        Model model = Onnx.load(file("lenet"), backend)) {
      List<String> names = model.network().layers().stream().map(vertex -> vertex.name()).toList();
      assertEquals(
          List.of(
              "conv2d/0",
              "activation/0",
              "max-pool2d/0",
              "conv2d/1",
              "activation/1",
              "flatten/0",
              "dense/0",
              "activation/2"),
          names.subList(0, 8));
      assertEquals(Shape.of(10, 10, 2), model.network().input());
      assertTrue(model.network().outputs().get(0).matches("\\w+"), names.toString());
    }
  }

  /** What the file gives are probabilities, and so are those of the model. */
  @Test
  void aSoftmaxAtTheEndIsLeftToTheProbabilities() throws Exception {
    try (ReferenceBackend backend = new ReferenceBackend();
        Model model = Onnx.load(file("softmax"), backend)) {
      Network network = model.network();
      assertEquals(List.of("0", "1", "2"), model.classes());
      Dataset examples = new NetworkCase("softmax", network, 7).examples(COUNT);
      Map<String, float[]> expected = run(file("softmax"), network, examples, false);
      float[] made = joined(model.probabilities(examples));
      Closeness.assertClose(expected.values().iterator().next(), made, "probabilities");
    }
  }

  @Test
  void whatNoLayerDoesIsRefusedByNodeAndOp() {
    try (ReferenceBackend backend = new ReferenceBackend()) {
      Path file = file("softmax-within");
      ModelFormatException refused =
          assertThrows(ModelFormatException.class, () -> Onnx.load(file, backend));
      String message = refused.getMessage();
      assertTrue(message.startsWith(file + ": the node '/1/Softmax' (Softmax): "), message);
      assertTrue(message.contains("export the model without it"), message);
    }
  }
}
