package dev.trine.onnx.foreign;

import dev.trine.ModelFormatException;
import dev.trine.nn.Network;
import dev.trine.nn.Parameter;
import dev.trine.onnx.file.ElementType;
import dev.trine.onnx.file.OnnxGraph;
import dev.trine.onnx.file.OnnxNode;
import dev.trine.onnx.file.OnnxValue;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph of another program as a network.
 *
 * @param weights by the names of the network's parameters
 * @param classes by the names of those outputs that are scores of classes
 */
public record ForeignModel(
    Network network, Map<String, float[]> weights, Map<String, List<String>> classes) {
  private static final int MOST_NODES = 20_000;
  private static final int MOST_VALUES = 1_000;
  private static final Set<String> OF_IMAGES =
      Set.of(
          "Conv",
          "ConvTranspose",
          "MaxPool",
          "AveragePool",
          "GlobalAveragePool",
          "GlobalMaxPool",
          "BatchNormalization",
          "Resize");
  private static final Set<String> OF_TIME = Set.of("RNN", "LSTM", "GRU");

  /** Behind these a layout is what it was before. */
  private static final Set<String> OF_ANY =
      Set.of("Identity", "Dropout", "Cast", "Mul", "Add", "Sub", "Div", "Relu", "Pad");

  /**
   * Reads a graph.
   *
   * @throws ModelFormatException if a node does what no layer does; names it
   */
  public static ForeignModel of(OnnxGraph graph) {
    checkSize(graph);
    NetworkDraft draft = new NetworkDraft(graph);
    try {
      for (OnnxValue input : graph.inputs()) {
        if (!draft.isKnown(input.name())) {
          readInput(input, draft);
        }
      }
      for (OnnxNode node : graph.nodes()) {
        if (!draft.isDone(node)) {
          read(node, draft);
        }
      }
      List<String> outputs = graph.outputs().stream().map(OnnxValue::name).toList();
      Network network = draft.network(outputs);
      checkWeights(network, draft.weights());
      return new ForeignModel(network, draft.weights(), classes(outputs, network, draft));
    } catch (IllegalArgumentException | ArithmeticException unfit) {
      throw new ModelFormatException("it is no network: " + unfit.getMessage(), unfit);
    }
  }

  private static Map<String, List<String>> classes(
      List<String> outputs, Network network, NetworkDraft draft) {
    Map<String, List<String>> classes = new LinkedHashMap<>();
    for (int i = 0; i < outputs.size(); i++) {
      if (draft.isClassified(outputs.get(i))) {
        String name = network.outputs().get(i);
        classes.put(name, Classifiers.names(network.output(name)));
      }
    }
    return classes;
  }

  private static void checkSize(OnnxGraph graph) {
    boolean fits =
        graph.nodes().size() <= MOST_NODES
            && graph.inputs().size() + graph.outputs().size()
                <= MOST_VALUES + graph.initializers().size();
    if (!fits) {
      throw new ModelFormatException(
          "it has %s nodes, %s inputs and %s outputs, expected at most %s nodes and %s of the others"
              .formatted(
                  graph.nodes().size(),
                  graph.inputs().size(),
                  graph.outputs().size(),
                  MOST_NODES,
                  MOST_VALUES));
    }
  }

  private static void read(OnnxNode node, NetworkDraft draft) {
    try {
      NodeImports.of(node).read(node, draft);
    } catch (Refusal refused) {
      throw refused.at(node);
    } catch (ModelFormatException | IllegalArgumentException | ArithmeticException unfit) {
      throw new ModelFormatException("%s: %s".formatted(node, unfit.getMessage()), unfit);
    }
  }

  /** The first extent is the batch, or the time of sequences that a recurrent layer takes first. */
  private static void readInput(OnnxValue input, NetworkDraft draft) {
    int rank = input.dims().size();
    boolean isImage = rank > 2 && Reach.leadsTo(OF_IMAGES, input.name(), OF_ANY, draft);
    boolean isTimeFirst = rank == 3 && Reach.leadsTo(OF_TIME, input.name(), Set.of(), draft);
    List<Integer> axes =
        isImage ? Flow.channelsFirst(rank) : isTimeFirst ? Flow.timeFirst() : Flow.inOrder(rank);
    if (rank == 0) {
      throw new ModelFormatException(
          "its input '%s' has no shape, expected [batch, …]".formatted(input.name()));
    }
    int batch = axes.indexOf(0);
    long[] extents = new long[rank - 1];
    for (int axis = 0; axis < rank; axis++) {
      if (axis != batch) {
        extents[axes.get(axis) - 1] = extent(input, axis);
      }
    }
    draft.input(input.name(), new TensorType(type(input), Shape.of(extents)), axes);
  }

  private static long extent(OnnxValue input, int axis) {
    String dim = input.dims().get(axis);
    if (!OnnxValue.isNumber(dim)) {
      throw new ModelFormatException(
          "its input '%s' leaves open how many there are of axis %s, '%s'; export it with a number there, so that only the batch is open"
              .formatted(input.name(), axis, dim));
    }
    return Long.parseLong(dim);
  }

  private static DType type(OnnxValue input) {
    if (input.type() == ElementType.FLOAT.code()) {
      return DType.F32;
    }
    if (input.type() == ElementType.INT64.code() || input.type() == ElementType.INT32.code()) {
      return DType.I32;
    }
    if (input.type() == ElementType.UINT8.code()) {
      return DType.U8;
    }
    throw new ModelFormatException(
        "its input '%s' is of ONNX's type %s, expected floats, whole numbers of 32 or 64 bits, or bytes"
            .formatted(input.name(), input.type()));
  }

  private static void checkWeights(Network network, Map<String, float[]> weights) {
    for (Parameter parameter : network.layout().parameters()) {
      float[] values = weights.get(parameter.name());
      if (values == null || values.length != parameter.shape().elements()) {
        throw new ModelFormatException(
            "the weight '%s' has %s values, expected %s"
                .formatted(
                    parameter.name(), values == null ? "no" : values.length, parameter.shape()));
      }
    }
  }
}
