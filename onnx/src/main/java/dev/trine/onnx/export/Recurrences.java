package dev.trine.onnx.export;

import dev.trine.backend.Activation;
import dev.trine.nn.Bidirectional;
import dev.trine.nn.Gru;
import dev.trine.nn.Lstm;
import dev.trine.nn.Recurrent;
import dev.trine.nn.RecurrentLayer;
import dev.trine.onnx.file.OnnxAttribute;
import dev.trine.tensor.DType;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers that walk along sequences. ONNX has time first, an axis for the directions, and the gates
 * as rows in an order of its own.
 */
final class Recurrences {
  private Recurrences() {}

  static List<String> recurrent(Recurrent layer, List<Value> inputs, ExportScope scope) {
    return walk(layer, "RNN", new int[] {0}, activation(layer.activation()), inputs, scope);
  }

  /** Gates i, f, g, o as i, o, f, g. */
  static List<String> lstm(Lstm layer, List<Value> inputs, ExportScope scope) {
    return walk(layer, "LSTM", new int[] {0, 3, 1, 2}, List.of(), inputs, scope);
  }

  /** Gates r, k, n as k, r, n. */
  static List<String> gru(Gru layer, List<Value> inputs, ExportScope scope) {
    List<OnnxAttribute> resets = List.of(OnnxAttribute.whole("linear_before_reset", 1));
    return walk(layer, "GRU", new int[] {1, 0, 2}, resets, inputs, scope);
  }

  /** Both ways by themselves, side by side. */
  static List<String> bidirectional(Bidirectional both, List<Value> inputs, ExportScope scope) {
    RecurrentLayer layer = (RecurrentLayer) both.layer();
    List<Value> there = new ArrayList<>();
    List<Value> back = new ArrayList<>();
    for (Value input : inputs) {
      List<Value> ways =
          isState(input) ? halves(input, layer.units(), scope) : List.of(input, input);
      there.add(ways.get(0));
      back.add(ways.get(1));
    }
    List<Value> first = scope.part("layer", layer, there);
    List<Value> second = scope.part("reversed", layer.reversed(), back);
    List<String> outputs = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      outputs.add(
          scope.op(
              "Concat",
              List.of(first.get(i).name(), second.get(i).name()),
              OnnxAttribute.whole("axis", -1)));
    }
    return outputs;
  }

  private static boolean isState(Value input) {
    return input.type().type() == DType.F32 && input.rank() == 2;
  }

  private static List<Value> halves(Value states, int units, ExportScope scope) {
    List<String> names =
        scope.ops(
            "Split",
            2,
            List.of(states.name(), scope.wholes(units, units)),
            OnnxAttribute.whole("axis", 1));
    TensorType half = TensorType.f32(1, units);
    return names.stream().map(name -> new Value(name, half)).toList();
  }

  /**
   * @param gates for each of ONNX's the number of Trine's
   * @param settings attributes of this op alone
   */
  private static List<String> walk(
      RecurrentLayer layer,
      String op,
      int[] gates,
      List<OnnxAttribute> settings,
      List<Value> inputs,
      ExportScope scope) {
    if (layer.carries()) {
      throw new Refusal(
          "its state goes on from batch to batch, which ONNX's layers do not; export model.with(network) of the same layer without carried()");
    }
    List<String> given = new ArrayList<>();
    given.add(scope.transpose(inputs.get(0).name(), 1, 0, 2));
    given.add(scope.parameter("input-weight", places -> rows(places, gates)));
    given.add(scope.parameter("recurrent-weight", places -> rows(places, gates)));
    given.add(
        scope.parameters(
            "biases",
            "input-bias",
            "recurrent-bias",
            (input, recurrent) -> {
              Places all = input.blocks(gates).then(recurrent.blocks(gates));
              return all.reshaped(1, all.at().length);
            }));
    boolean isPadded = inputs.size() > 1 && inputs.get(1).type().type() == DType.I32;
    given.add(isPadded ? lengths(inputs.get(1)) : "");
    for (Value state : inputs.subList(isPadded ? 2 : 1, inputs.size())) {
      given.add(scope.op("Unsqueeze", state.name(), scope.wholes(0)));
    }
    List<OnnxAttribute> attributes = new ArrayList<>();
    attributes.add(OnnxAttribute.whole("hidden_size", layer.units()));
    attributes.add(OnnxAttribute.text("direction", layer.backwards() ? "reverse" : "forward"));
    attributes.addAll(settings);
    while (given.get(given.size() - 1).isEmpty()) {
      given.remove(given.size() - 1);
    }
    int states = layer.states().size();
    List<String> made = scope.ops(op, 1 + states, given, attributes.toArray(OnnxAttribute[]::new));
    return returned(layer, made, scope);
  }

  /** [in, gates · units] as [1, gates · units, in], the gates in another order. */
  private static Places rows(Places places, int[] gates) {
    Places turned = places.permuted(1, 0).blocks(gates);
    return turned.reshaped(1, turned.shape().dimension(0), turned.shape().dimension(1));
  }

  private static String lengths(Value given) {
    if (given.rank() != 1) {
      throw new Refusal(
          "it takes which steps of a sequence are there one by one, ONNX's layers only how many; give the network an input of I32[] with their number");
    }
    return given.name();
  }

  private static List<String> returned(RecurrentLayer layer, List<String> made, ExportScope scope) {
    List<String> states = made.subList(1, made.size());
    List<String> outputs = new ArrayList<>();
    switch (layer.returns()) {
      case ALL -> outputs.add(all(made.get(0), scope));
      case LAST -> outputs.add(state(states.get(0), scope));
      case STATES -> states.forEach(name -> outputs.add(state(name, scope)));
      case ALL_AND_STATES -> {
        outputs.add(all(made.get(0), scope));
        states.forEach(name -> outputs.add(state(name, scope)));
      }
    }
    return outputs;
  }

  /** [time, 1, batch, units] as [batch, time, units]. */
  private static String all(String steps, ExportScope scope) {
    return scope.transpose(scope.op("Squeeze", steps, scope.wholes(1)), 1, 0, 2);
  }

  /** [1, batch, units] as [batch, units]. */
  private static String state(String name, ExportScope scope) {
    return scope.op("Squeeze", name, scope.wholes(0));
  }

  private static List<OnnxAttribute> activation(Activation activation) {
    return switch (activation) {
      case TANH -> List.of();
      case RELU -> activation("Relu");
      case SIGMOID -> activation("Sigmoid");
      case SOFTPLUS -> activation("Softplus");
      case IDENTITY -> activation("Affine", 1, 0);
      case LEAKY_RELU -> activation("LeakyRelu", 0.01);
      case ELU -> activation("Elu", 1);
      case HARD_SIGMOID -> activation("HardSigmoid", 1.0 / 6, 0.5);
      case GELU, SILU, SELU, MISH ->
          throw new Refusal(
              "ONNX's RNN has no activation %s; train with TANH, or take lstm or gru"
                  .formatted(activation));
    };
  }

  /**
   * @param settings its α and β, as far as it has them
   */
  private static List<OnnxAttribute> activation(String name, double... settings) {
    List<OnnxAttribute> all = new ArrayList<>();
    all.add(OnnxAttribute.texts("activations", name));
    if (settings.length > 0) {
      all.add(OnnxAttribute.reals("activation_alpha", settings[0]));
    }
    if (settings.length > 1) {
      all.add(OnnxAttribute.reals("activation_beta", settings[1]));
    }
    return all;
  }
}
