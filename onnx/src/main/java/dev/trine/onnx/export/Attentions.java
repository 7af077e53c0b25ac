package dev.trine.onnx.export;

import dev.trine.backend.Activation;
import dev.trine.nn.Attention;
import dev.trine.nn.Dense;
import dev.trine.nn.LayerNorm;
import dev.trine.nn.NormPlace;
import dev.trine.nn.Transformer;
import dev.trine.nn.TransformerDecoder;
import dev.trine.onnx.file.ElementType;
import dev.trine.onnx.file.OnnxAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Attention, and the blocks of transformers, as products and softmax. */
final class Attentions {
  /** So low that nothing of a key is left, but a number, so that no row becomes NaN. */
  private static final double UNSEEN = -1e30;

  private Attentions() {}

  static List<String> attention(Attention layer, List<Value> inputs, ExportScope scope) {
    Value last = inputs.get(inputs.size() - 1);
    boolean isMasked = inputs.size() > 1 && last.rank() < 3;
    Value x = inputs.get(0);
    Value memory = inputs.get(inputs.size() - (isMasked ? 2 : 1));
    int heads = layer.heads();
    long width = x.extent(2);
    long share = width / heads;

    String queries = scope.part("queries", dense(width), x).name();
    queries = scope.transpose(scope.reshape(queries, 0, 0, heads, share), 0, 2, 1, 3);
    String pairs = scope.part("memory", dense(2 * width), memory).name();
    List<String> pair =
        scope.ops(
            "Split", 2, List.of(pairs, scope.wholes(width, width)), OnnxAttribute.whole("axis", 2));
    String keys = scope.transpose(scope.reshape(pair.get(0), 0, 0, heads, share), 0, 2, 3, 1);
    String values = scope.transpose(scope.reshape(pair.get(1), 0, 0, heads, share), 0, 2, 1, 3);

    String scores =
        scope.op("Mul", scope.op("MatMul", queries, keys), scope.real(1 / Math.sqrt(share)));
    String seen = seen(layer, isMasked ? last : null, memory.extent(1), scope);
    String taken = scope.op("MatMul", weights(scores, seen, scope), values);
    String joined = scope.reshape(scope.transpose(taken, 0, 2, 1, 3), 0, 0, width);
    return List.of(scope.part("output", dense(width), new Value(joined, x.type())).name());
  }

  /** Which keys each query sees, in the shape of the scores or what broadcasts to it. */
  private static String seen(Attention layer, Value mask, long keys, ExportScope scope) {
    String there =
        mask == null
            ? null
            : scope.op("Unsqueeze", Masks.keys(mask, keys, scope), scope.wholes(1, 2));
    if (!layer.causal()) {
      return there;
    }
    String causal = Masks.causal(keys, scope);
    return there == null ? causal : scope.op("And", there, causal);
  }

  /** The softmax over the keys that are seen; where there is none, 0 of all. */
  private static String weights(String scores, String seen, ExportScope scope) {
    OnnxAttribute lastAxis = OnnxAttribute.whole("axis", -1);
    if (seen == null) {
      return scope.op("Softmax", List.of(scores), lastAxis);
    }
    String visible = scope.op("Where", seen, scores, scope.real(UNSEEN));
    String weights = scope.op("Softmax", List.of(visible), lastAxis);
    String ones =
        scope.op("Cast", List.of(seen), OnnxAttribute.whole("to", ElementType.FLOAT.code()));
    return scope.op("Mul", weights, ones);
  }

  static List<String> transformer(Transformer layer, List<Value> inputs, ExportScope scope) {
    Block block = new Block(scope, layer.norm());
    Value attended =
        block.add(
            "attention",
            inputs.get(0),
            x -> scope.part("attention", layer.attention(), replaced(inputs, x)).get(0));
    return List.of(block.addDense(attended, layer.hidden(), layer.activation()).name());
  }

  static List<String> decoder(TransformerDecoder layer, List<Value> inputs, ExportScope scope) {
    Block block = new Block(scope, layer.norm());
    Value itself =
        block.add("attention", inputs.get(0), x -> scope.part("attention", layer.attention(), x));
    Value other =
        block.add(
            "memory",
            itself,
            x -> scope.part("memory", layer.memory(), replaced(inputs, x)).get(0));
    return List.of(block.addDense(other, layer.hidden(), layer.activation()).name());
  }

  private static List<Value> replaced(List<Value> inputs, Value first) {
    List<Value> all = new ArrayList<>(inputs);
    all.set(0, first);
    return all;
  }

  private static Dense dense(long units) {
    return new Dense(Math.toIntExact(units), Activation.IDENTITY);
  }

  /** What a transformer's block adds to what goes through it, each normalised. */
  private record Block(ExportScope scope, NormPlace norm) {
    private static final double EPSILON = 1e-5;

    Value add(String name, Value in, UnaryOperator<Value> function) {
      return switch (norm) {
        case BEFORE -> sum(in, function.apply(normalised(name, in)));
        case AFTER -> normalised(name, sum(in, function.apply(in)));
      };
    }

    Value addDense(Value in, int hidden, Activation activation) {
      return add(
          "dense",
          in,
          x -> {
            Value inner = scope.part("hidden", new Dense(hidden, activation), x);
            return scope.part("dense", dense(in.extent(2)), inner);
          });
    }

    private Value sum(Value in, Value change) {
      return new Value(scope.op("Add", in.name(), change.name()), in.type());
    }

    private Value normalised(String name, Value in) {
      return scope.part(name + "-norm", new LayerNorm(EPSILON), in);
    }
  }
}
