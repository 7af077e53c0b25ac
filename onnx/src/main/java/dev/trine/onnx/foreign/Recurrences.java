package dev.trine.onnx.foreign;

import dev.trine.backend.Activation;
import dev.trine.nn.Gru;
import dev.trine.nn.Lstm;
import dev.trine.nn.Recurrent;
import dev.trine.nn.RecurrentLayer;
import dev.trine.nn.Returns;
import dev.trine.onnx.export.Places;
import dev.trine.onnx.file.OnnxNode;
import dev.trine.onnx.file.OnnxTensor;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Layers that walk along sequences, one way. */
final class Recurrences {
  private static final int HIDDEN = 1;
  private static final int CELL = 2;
  private static final int FIRST_STATE = 5;
  private static final List<Integer> OF_STATE = List.of(Flow.NONE, 0, 1);
  private static final Set<String> ON_THE_WAY =
      Set.of("Squeeze", "Transpose", "Identity", "Dropout");

  private Recurrences() {}

  static void rnn(OnnxNode node, NetworkDraft draft) {
    Activation activation = RecurrentActivation.of(node, activations(node));
    Returns returns = returns(node, draft);
    boolean backwards = backwards(node);
    read(
        node,
        new Recurrent(units(node, draft, 1), activation, returns, backwards, false),
        new int[] {0},
        draft);
  }

  static void lstm(OnnxNode node, NetworkDraft draft) {
    checkUsual(node, List.of("Sigmoid", "Tanh", "Tanh"));
    if (node.hasInput(7) || node.whole("input_forget", 0) != 0) {
      throw new Refusal("lstm has no peepholes and no coupled gates");
    }
    Lstm layer = new Lstm(units(node, draft, 4), returns(node, draft), backwards(node), false);
    // i, o, f, g as i, f, g, o
    read(node, layer, new int[] {0, 2, 3, 1}, draft);
  }

  static void gru(OnnxNode node, NetworkDraft draft) {
    checkUsual(node, List.of("Sigmoid", "Tanh"));
    if (node.whole("linear_before_reset", 0) == 0) {
      throw new Refusal(
          "its reset gate acts before the product, that of gru behind it; expected linear_before_reset = 1, as PyTorch has it");
    }
    Gru layer = new Gru(units(node, draft, 3), returns(node, draft), backwards(node), false);
    // k, r, n as r, k, n
    read(node, layer, new int[] {1, 0, 2}, draft);
  }

  private static List<String> activations(OnnxNode node) {
    return node.attribute("activations").map(all -> all.texts()).orElse(List.of());
  }

  private static void checkUsual(OnnxNode node, List<String> usual) {
    List<String> given = activations(node);
    if (!given.isEmpty() && !given.equals(usual)) {
      throw new Refusal("its activations are %s, the layer has %s".formatted(given, usual));
    }
  }

  private static boolean backwards(OnnxNode node) {
    return switch (node.text("direction", "forward")) {
      case "forward" -> false;
      case "reverse" -> true;
      default ->
          throw new Refusal(
              "it walks both ways in one node, which is not read; export two layers, one for each way");
    };
  }

  private static int units(OnnxNode node, NetworkDraft draft, int gates) {
    if (node.attribute("clip").isPresent() || node.whole("layout", 0) != 0) {
      throw new Refusal("it clips, or has the batch first; expected neither clip nor layout");
    }
    Shape shape = Turned.shape(draft.tensor(node, 2), 3);
    long units = shape.dimension(2);
    if (shape.dimension(0) != 1 || shape.dimension(1) != gates * units) {
      throw new Refusal("its weights %s are not [1, %s·units, units]".formatted(shape, gates));
    }
    return Math.toIntExact(units);
  }

  /** What is used of its outputs: all steps, and the states of the last. */
  private static Returns returns(OnnxNode node, NetworkDraft draft) {
    boolean usesHidden = isUsed(node, HIDDEN, draft);
    boolean usesCell = isUsed(node, CELL, draft);
    if (isUsed(node, 0, draft)) {
      boolean picks = Reach.leadsTo(Set.of("Gather"), node.outputs().get(0), ON_THE_WAY, draft);
      return usesHidden || usesCell || picks ? Returns.ALL_AND_STATES : Returns.ALL;
    }
    return usesCell ? Returns.STATES : Returns.LAST;
  }

  private static boolean isUsed(OnnxNode node, int output, NetworkDraft draft) {
    return output < node.outputs().size()
        && !node.outputs().get(output).isEmpty()
        && draft.isUsed(node.outputs().get(output));
  }

  /**
   * @param gates for each of the layer's the number of the node's
   */
  private static void read(OnnxNode node, RecurrentLayer layer, int[] gates, NetworkDraft draft) {
    Flow sequence = draft.flow(node, 0);
    if (!sequence.axes().equals(Flow.timeFirst())) {
      throw new Refusal("it takes [time, batch, features], not what is computed before it");
    }
    List<Flow> taken = new ArrayList<>(List.of(sequence));
    if (node.hasInput(4)) {
      Flow lengths = draft.flow(node, 4);
      if (lengths.type().type() != DType.I32) {
        throw new Refusal("the lengths of sequences are no whole numbers");
      }
      taken.add(lengths);
    }
    taken.addAll(states(node, layer, draft));
    List<Flow> made = draft.add(layer, taken);
    weights(node, layer, gates, made.get(0), draft);
    setOutputs(node, layer, made, draft);
  }

  /** The states that it begins with; none for 0. */
  private static List<Flow> states(OnnxNode node, RecurrentLayer layer, NetworkDraft draft) {
    List<Flow> states = new ArrayList<>();
    for (int i = FIRST_STATE; i < FIRST_STATE + layer.states().size(); i++) {
      if (node.hasInput(i) && draft.operand(node, i) instanceof Flow state) {
        if (!state.axes().equals(OF_STATE)) {
          throw new Refusal("it begins with states that are not [1, batch, units]");
        }
        states.add(state);
      } else if (!isZero(node, i, draft)) {
        throw new Refusal("it begins with states of the file other than 0, as no layer does");
      }
    }
    if (!states.isEmpty() && states.size() != layer.states().size()) {
      throw new Refusal("it begins with some of its states, expected all or none");
    }
    return states;
  }

  private static boolean isZero(OnnxNode node, int input, NetworkDraft draft) {
    return !node.hasInput(input)
        || draft.operand(node, input) instanceof Zeros
        || draft.operand(node, input) instanceof Known known && Shapes.isZero(known.tensor());
  }

  private static void weights(
      OnnxNode node, RecurrentLayer layer, int[] gates, Flow made, NetworkDraft draft) {
    draft.weight(made, "input-weight", columns(draft.tensor(node, 1), gates));
    draft.weight(made, "recurrent-weight", columns(draft.tensor(node, 2), gates));
    int width = gates.length * layer.units();
    float[] biases = node.hasInput(3) ? draft.tensor(node, 3).floats() : new float[2 * width];
    if (biases.length != 2 * width) {
      throw new Refusal("it has %s biases, expected %s".formatted(biases.length, 2 * width));
    }
    Places places = Places.inOrder(Shape.of(width)).blocks(gates);
    draft.weight(made, "input-bias", places.gather(biases));
    draft.weight(
        made, "recurrent-bias", places.gather(Arrays.copyOfRange(biases, width, 2 * width)));
  }

  /** [1, gates · units, in] as [in, gates · units], the gates in another order. */
  private static float[] columns(OnnxTensor tensor, int[] gates) {
    Shape shape = Turned.shape(tensor, 3);
    if (shape.dimension(0) != 1 || shape.dimension(1) % gates.length != 0) {
      throw new Refusal("%s has not one direction of %s gates".formatted(tensor, gates.length));
    }
    return Places.inOrder(shape)
        .reshaped(shape.dimension(1), shape.dimension(2))
        .blocks(gates)
        .permuted(1, 0)
        .gather(tensor.floats());
  }

  /** All outputs are [time, 1, batch, units], states [1, batch, units]. */
  private static void setOutputs(
      OnnxNode node, RecurrentLayer layer, List<Flow> made, NetworkDraft draft) {
    boolean hasAll = layer.returns() == Returns.ALL || layer.returns() == Returns.ALL_AND_STATES;
    List<Flow> states = made.subList(hasAll ? 1 : 0, made.size());
    if (hasAll) {
      boolean isLast = !states.isEmpty() && !layer.backwards() && !node.hasInput(4);
      Flow all = made.get(0);
      draft.set(
          node.outputs().get(0),
          new Flow(
              all.value(),
              all.type(),
              List.of(1, Flow.NONE, 0, 2),
              null,
              null,
              isLast ? states.get(0).value() : null));
    }
    for (int i = 0; i < states.size() && 1 + i < node.outputs().size(); i++) {
      Flow state = states.get(i);
      draft.set(node.outputs().get(1 + i), Flow.of(state.value(), state.type(), OF_STATE));
    }
  }
}
