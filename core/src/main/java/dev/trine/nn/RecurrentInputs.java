package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Padding;
import dev.trine.graph.ops.Permute;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Collections;
import java.util.List;

/**
 * What a {@link RecurrentLayer} is given, told apart by its types.
 *
 * @param sequence F32 [batch, time, features]
 * @param there which steps are there, I32 [time, batch]; null for all
 * @param begin the states that it begins with, each [batch, units]; none for 0
 */
record RecurrentInputs(Node sequence, Node there, List<Node> begin) {
  /**
   * Tells apart what a layer takes.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static RecurrentInputs of(RecurrentLayer layer, List<Node> inputs) {
    Node sequence = inputs.get(0);
    RecurrentParameters.checkInput(sequence);
    boolean isPadded = inputs.size() > 1 && inputs.get(1).type() == DType.I32;
    Node there = isPadded ? there(inputs.get(1), sequence.shape().dimension(1)) : null;
    List<Node> states = inputs.subList(isPadded ? 2 : 1, inputs.size());
    TensorType state = TensorType.f32(sequence.shape().dimension(0), layer.units());
    List<TensorType> wanted = Collections.nCopies(layer.states().size(), state);
    boolean fits = !isPadded || there != null;
    if (!fits || !states.isEmpty() && !types(states).equals(wanted)) {
      throw unfit(layer, inputs);
    }
    if (layer.carries() && !states.isEmpty()) {
      throw new IllegalArgumentException(
          "it goes on with the state of the batch before, so that it cannot begin with another; leave out one of carried() and %s"
              .formatted(layer.states()));
    }
    return new RecurrentInputs(sequence, there, states);
  }

  /**
   * The same of one step.
   *
   * @throws IllegalArgumentException too if it is something that one step cannot know
   */
  static RecurrentInputs ofStep(RecurrentLayer layer, StepScope scope, List<Node> inputs) {
    boolean isPadded = inputs.size() > 1 && inputs.get(1).type() == DType.I32;
    if (isPadded && !inputs.get(1).shape().example().equals(Shape.of(1))) {
      throw new IllegalArgumentException(
          "it takes how many steps a sequence has, which nobody knows before its end; generate with a network without that input, by model.with(network)");
    }
    if (!inputs.stream().skip(isPadded ? 2 : 1).allMatch(scope::isConstant)) {
      throw new IllegalArgumentException(
          "it begins with states that are others at each step; expected such as an encoder gives, once");
    }
    return of(layer, inputs);
  }

  /** Which steps are there, [time, batch], by themselves or by how many; null if it is neither. */
  private static Node there(Node given, long time) {
    Shape shape = given.shape();
    if (shape.rank() == 2 && shape.dimension(1) == time) {
      return Permute.transpose(given);
    }
    return shape.rank() == 1 ? Permute.transpose(Padding.within(given, time)) : null;
  }

  private static List<TensorType> types(List<Node> nodes) {
    return nodes.stream().map(Node::tensorType).toList();
  }

  private static IllegalArgumentException unfit(RecurrentLayer layer, List<Node> inputs) {
    long time = inputs.get(0).shape().dimension(1);
    List<String> found =
        inputs.stream().map(node -> "%s%s".formatted(node.type(), node.shape().example())).toList();
    return new IllegalArgumentException(
        "it takes a sequence, then, if not all of its %s steps are there, which are as I32[%s], or as I32[] how many, and then, if it does not begin with 0, its states %s, each F32[%s]; not %s"
            .formatted(time, time, layer.states(), layer.units(), found));
  }
}
