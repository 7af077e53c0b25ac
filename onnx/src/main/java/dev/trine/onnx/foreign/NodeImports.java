package dev.trine.onnx.foreign;

import dev.trine.backend.Activation;
import dev.trine.onnx.file.OnnxNode;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** What each op of ONNX is in a network; an op that is to be read is added here. */
final class NodeImports {
  private static final Map<String, NodeImport> ALL = new HashMap<>();

  static {
    ALL.put("Gemm", Products::gemm);
    ALL.put("MatMul", Products::matmul);
    ALL.put("Conv", Convolutions::conv);
    ALL.put("ConvTranspose", Convolutions::transposed);
    ALL.put("MaxPool", Pools::max);
    ALL.put("AveragePool", Pools::average);
    ALL.put("GlobalAveragePool", Pools::globalAverage);
    ALL.put("GlobalMaxPool", Pools::globalMax);
    ALL.put("ReduceMean", Pools::reduceMean);
    ALL.put("BatchNormalization", Norms::batch);
    ALL.put("LayerNormalization", Norms::layer);
    ALL.put("Relu", Activations.plain(Activation.RELU));
    ALL.put("Sigmoid", Activations.plain(Activation.SIGMOID));
    ALL.put("Tanh", Activations.plain(Activation.TANH));
    ALL.put("Softplus", Activations.plain(Activation.SOFTPLUS));
    ALL.put("Mish", Activations.plain(Activation.MISH));
    ALL.put("LeakyRelu", Activations::leakyRelu);
    ALL.put("Elu", Activations::elu);
    ALL.put("Selu", Activations::selu);
    ALL.put("HardSigmoid", Activations::hardSigmoid);
    ALL.put("Gelu", Activations::gelu);
    ALL.put("PRelu", Activations::prelu);
    ALL.put("Add", Arithmetic::add);
    ALL.put("Sum", Arithmetic::add);
    ALL.put("Sub", Arithmetic::subtract);
    ALL.put("Mul", Arithmetic::multiply);
    ALL.put("Div", Arithmetic::divide);
    ALL.put("Cast", Arithmetic::cast);
    ALL.put("Identity", Arrangements::same);
    ALL.put("Dropout", Arrangements::same);
    ALL.put("Transpose", Arrangements::transpose);
    ALL.put("Flatten", Arrangements::flatten);
    ALL.put("Reshape", Arrangements::reshape);
    ALL.put("Squeeze", Arrangements::squeeze);
    ALL.put("Pad", Arrangements::pad);
    ALL.put("Resize", Arrangements::resize);
    ALL.put("Gather", Arrangements::gather);
    ALL.put("Concat", Shapes::concatenate);
    ALL.put("Constant", Shapes::constant);
    ALL.put("Shape", Shapes::shape);
    ALL.put("Unsqueeze", Shapes::unsqueeze);
    ALL.put("ConstantOfShape", Shapes::zeros);
    ALL.put("Expand", Shapes::expand);
    ALL.put("RNN", Recurrences::rnn);
    ALL.put("LSTM", Recurrences::lstm);
    ALL.put("GRU", Recurrences::gru);
    ALL.put("Softmax", Classifiers::softmax);
    ALL.put("LogSoftmax", Classifiers::softmax);
  }

  private NodeImports() {}

  /** That of a node's op. */
  static NodeImport of(OnnxNode node) {
    NodeImport read =
        node.domain().isEmpty() || node.domain().equals("ai.onnx") ? ALL.get(node.opType()) : null;
    if (read == null) {
      throw new Refusal(
          "the op %s%s is not read, only %s"
              .formatted(
                  node.domain().isEmpty() ? "" : node.domain() + ".",
                  node.opType(),
                  new TreeSet<>(ALL.keySet())));
    }
    if (node.outputs().isEmpty()) {
      throw new Refusal("it gives nothing");
    }
    return read;
  }
}
