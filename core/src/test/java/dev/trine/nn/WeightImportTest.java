package dev.trine.nn;

import static dev.trine.backend.Activation.IDENTITY;
import static dev.trine.backend.Activation.RELU;
import static dev.trine.backend.Activation.TANH;
import static dev.trine.nn.Layers.activate;
import static dev.trine.nn.Layers.attention;
import static dev.trine.nn.Layers.batchNorm;
import static dev.trine.nn.Layers.bidirectional;
import static dev.trine.nn.Layers.conv1d;
import static dev.trine.nn.Layers.conv2d;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.embedding;
import static dev.trine.nn.Layers.flatten;
import static dev.trine.nn.Layers.globalAveragePool1d;
import static dev.trine.nn.Layers.gru;
import static dev.trine.nn.Layers.layerNorm;
import static dev.trine.nn.Layers.lstm;
import static dev.trine.nn.Layers.maxPool2d;
import static dev.trine.nn.Layers.sequence;
import static dev.trine.nn.Layers.transposedConv2d;
import static dev.trine.nn.Layers.window;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.ModelFormatException;
import dev.trine.io.Safetensors;
import dev.trine.nn.Sliding.Edges;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import dev.trine.train.Toy;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights from files that torch_models.py has written, with what PyTorch makes of its inputs. */
class WeightImportTest {
  private static final double TOLERANCE = 1e-5;
  private static final String IMAGES = "dense/0/weight";

  private static final Network LENET =
      Network.of(
          Shape.of(14, 16, 1),
          conv2d(4, window(3).valid(), IDENTITY),
          batchNorm(),
          activate(TANH),
          maxPool2d(2),
          conv2d(6, new Sliding(3, 2, 1, 1, 1, 1, Edges.VALID, 0), 2, RELU),
          maxPool2d(2),
          flatten(),
          dense(8, TANH),
          dense(3));

  private static final Map<String, String> LENET_NAMES =
      all(
          layer("conv2d/0", "features.0"),
          names(
              "batch-norm/0/scale", "features.1.weight",
              "batch-norm/0/shift", "features.1.bias",
              "batch-norm/0/mean", "features.1.running_mean",
              "batch-norm/0/variance", "features.1.running_var"),
          layer("conv2d/1", "features.4"),
          layer("dense/0", "fc1"),
          layer("dense/1", "fc2"));

  private static final Network WORDS =
      Network.builder()
          .input("words", new TensorType(DType.I32, Shape.of(6)))
          .layer(sequence(embedding(7, 4), lstm(5), dense(3)))
          .build();

  private static final Map<String, String> WORDS_NAMES =
      all(
          names("sequence/0/embedding/0/weight", "words.weight"),
          recurrent("sequence/0/lstm/0", "lstm", "_l0"),
          layer("sequence/0/dense/0", "out"));

  private final ReferenceBackend backend = new ReferenceBackend();

  @AfterEach
  void everythingIsGivenBack() {
    assertTrue(backend.memory().liveBytes() == 0, () -> backend.memory() + "");
    backend.close();
  }

  /** Of pairs of names: of parameters here and tensors there. */
  private static Map<String, String> names(String... pairs) {
    Map<String, String> names = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      names.put(pairs[i], pairs[i + 1]);
    }
    return names;
  }

  /** Weight and bias of a layer. */
  private static Map<String, String> layer(String here, String there) {
    return names(here + "/weight", there + ".weight", here + "/bias", there + ".bias");
  }

  /** A direction of a recurrent layer, which PyTorch tells by a suffix. */
  private static Map<String, String> recurrent(String here, String there, String suffix) {
    return names(
        here + "/input-weight", there + ".weight_ih" + suffix,
        here + "/recurrent-weight", there + ".weight_hh" + suffix,
        here + "/input-bias", there + ".bias_ih" + suffix,
        here + "/recurrent-bias", there + ".bias_hh" + suffix);
  }

  @SafeVarargs
  private static Map<String, String> all(Map<String, String>... parts) {
    Map<String, String> all = new LinkedHashMap<>();
    for (Map<String, String> part : parts) {
      all.putAll(part);
    }
    return all;
  }

  private static Path file(String name) {
    try {
      String resource = "torch_%s.safetensors".formatted(name);
      return Path.of(WeightImportTest.class.getResource(resource).toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** That a model of this network gives what PyTorch's does. */
  private void agrees(
      String name, Network network, Map<String, String> names, Map<String, Shape> flattened) {
    Map<String, Safetensors.Tensor> expected =
        Safetensors.read(file(name), List.of("inputs", "outputs")).tensors();
    float[] inputs = expected.get("inputs").values();
    float[] outputs = expected.get("outputs").values();
    int examples = (int) expected.get("inputs").shape().dimension(0);
    try (Model model = network.initialise(backend, 1);
        Predictor predictor = model.predictor()) {
      model.importWeights(file(name), names, flattened);
      for (int i = 0; i < examples; i++) {
        float[] input = part(inputs, i, examples);
        double[] given = doubles(predictor.values(input));
        assertArrayEquals(doubles(part(outputs, i, examples)), given, TOLERANCE);
      }
    }
  }

  private static float[] part(float[] all, int number, int count) {
    int size = all.length / count;
    return Arrays.copyOfRange(all, number * size, (number + 1) * size);
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return doubles;
  }

  @Test
  void imagesWithNormsGroupsAndAFlatten() {
    agrees("lenet", LENET, LENET_NAMES, Map.of(IMAGES, Shape.of(2, 3, 6)));
  }

  @Test
  void withoutSayingWhatWasFlattenedItIsOther() {
    assertThrows(AssertionError.class, () -> agrees("lenet", LENET, LENET_NAMES, Map.of()));
  }

  @Test
  void wordsAndALongShortTermMemory() {
    agrees("lstm", WORDS, WORDS_NAMES, Map.of());
  }

  @Test
  void otherLayersAlongTime() {
    Network network =
        Network.of(
            Shape.of(6, 2),
            conv1d(3, window(2).valid(), TANH),
            gru(4, Returns.ALL),
            bidirectional(lstm(2, Returns.ALL)),
            layerNorm(),
            flatten(),
            dense(2));
    Map<String, String> names =
        all(
            layer("conv1d/0", "conv"),
            recurrent("gru/0", "gru", "_l0"),
            recurrent("bidirectional/0/layer", "both", "_l0"),
            recurrent("bidirectional/0/reversed", "both", "_l0_reverse"),
            names("layer-norm/0/scale", "norm.weight", "layer-norm/0/shift", "norm.bias"),
            layer("dense/0", "out"));
    agrees("sequences", network, names, Map.of("dense/0/weight", Shape.of(5, 4)));
  }

  @Test
  void transposedConvolutions() {
    Sliding window = new Sliding(2, 3, 2, 2, 1, 1, Edges.VALID, 0);
    agrees(
        "decoder",
        Network.of(Shape.of(3, 4, 2), transposedConv2d(3, window, TANH)),
        layer("transposed-conv2d/0", "up"),
        Map.of());
  }

  private static final Network ATTENTIVE =
      Network.builder()
          .input("steps", Shape.of(5, 4))
          .layer("block", new Transformer(attention(2), 5, RELU, 0, NormPlace.BEFORE))
          .layer("asked", attention(2), "steps", "block")
          .layer("answer", sequence(globalAveragePool1d(), dense(2)))
          .build();

  /** Queries and memory are of one tensor there. */
  private static Map<String, String> fused(String here, String there) {
    return all(
        names(
            here + "/queries/weight", there + ".in_proj_weight",
            here + "/queries/bias", there + ".in_proj_bias",
            here + "/memory/weight", there + ".in_proj_weight",
            here + "/memory/bias", there + ".in_proj_bias"),
        layer(here + "/output", there + ".out_proj"));
  }

  private static Map<String, String> norm(String here, String there) {
    return names(here + "/scale", there + ".weight", here + "/shift", there + ".bias");
  }

  @Test
  void attentionInOnePiece() {
    Map<String, String> names =
        all(
            fused("block/attention", "block.self_attn"),
            norm("block/attention-norm", "block.norm1"),
            norm("block/dense-norm", "block.norm2"),
            layer("block/hidden", "block.linear1"),
            layer("block/dense", "block.linear2"),
            fused("asked", "attention"),
            layer("answer/dense/0", "out"));
    assertEquals(ATTENTIVE.layout().names(), names.keySet().stream().collect(toSet()));
    agrees("attention", ATTENTIVE, names, Map.of());
  }

  /** What an export of its own has may have them apart. */
  @Test
  void attentionInPiecesIsAsItLies(@TempDir Path folder) {
    Path file = folder.resolve("apart.safetensors");
    float[] weight = new float[2 * 4 * 4];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = i;
    }
    Safetensors.Tensor memory = new Safetensors.Tensor(Shape.of(8, 4), weight);
    Safetensors.write(file, new Safetensors(Map.of(), Map.of("memory", memory)));
    try (Model model = ATTENTIVE.initialise(backend, 1)) {
      model.importWeights(file, Map.of("asked/memory/weight", "memory"));
      float[] here = model.read("asked/memory/weight");
      assertEquals(weight[3 * 4 + 2], here[2 * 8 + 3]);
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> model.importWeights(file, Map.of("asked/queries/weight", "memory")))
              .getMessage();
      assertTrue(
          message.contains(
              "'asked/queries/weight' of shape [4, 4] is made of a tensor of shape [4, 4] or [12, 4], 'memory'"),
          message);
    }
  }

  @Test
  void whatIsNotNamedStays() {
    try (Model model = LENET.initialise(backend, 1)) {
      float[] before = model.read("dense/1/weight");
      model.importWeights(file("lenet"), Map.of("dense/1/bias", "fc2.bias"));
      assertArrayEquals(before, model.read("dense/1/weight"));
      Safetensors read = Safetensors.read(file("lenet"), List.of("fc2.bias"));
      assertArrayEquals(read.tensors().get("fc2.bias").values(), model.read("dense/1/bias"));
    }
  }

  private void refused(
      Class<? extends RuntimeException> type,
      String part,
      Map<String, String> other,
      Map<String, Shape> flattened) {
    try (Model model = LENET.initialise(backend, 1)) {
      double[] before = Toy.weights(model);
      Map<String, String> names = new LinkedHashMap<>(LENET_NAMES);
      names.putAll(other);
      String message =
          assertThrows(type, () -> model.importWeights(file("lenet"), names, flattened))
              .getMessage();
      assertTrue(message.contains(part), message);
      assertArrayEquals(before, Toy.weights(model), "nothing is changed");
    }
  }

  @Test
  void whatDoesNotFitIsNamedAndChangesNothing() {
    refused(
        IllegalArgumentException.class,
        "Parameter 'dense/1/weight' of shape [8, 3] is made of a tensor of shape [3, 8], 'fc1.weight' in ",
        Map.of("dense/1/weight", "fc1.weight"),
        Map.of());
    refused(
        IllegalArgumentException.class,
        "no parameter 'dense/7/weight'",
        Map.of("dense/7/weight", "fc1.weight"),
        Map.of());
    refused(
        ModelFormatException.class,
        "has no tensor 'fc3.bias' among [features.0.weight",
        Map.of("dense/1/bias", "fc3.bias"),
        Map.of());
    refused(
        IllegalArgumentException.class,
        "'features.1.num_batches_tracked' in ",
        Map.of("dense/1/bias", "features.1.num_batches_tracked"),
        Map.of());
  }

  @Test
  void flattensThatDoNotFitAreRefused() {
    refused(
        IllegalArgumentException.class,
        "'dense/0/weight' of shape [36, 8] is no weight of a dense layer that takes a flattened [2, 2, 6] of 24 values",
        Map.of(),
        Map.of(IMAGES, Shape.of(2, 2, 6)));
    refused(
        IllegalArgumentException.class,
        "'conv2d/0/weight' of shape [3, 3, 1, 4] is no weight of a dense layer",
        Map.of(),
        Map.of("conv2d/0/weight", Shape.of(1, 1, 3)));
    refused(
        IllegalArgumentException.class,
        "before 'dense/3/weight' is given, but no tensor for it",
        Map.of(),
        Map.of("dense/3/weight", Shape.of(2, 3, 6)));
  }
}
