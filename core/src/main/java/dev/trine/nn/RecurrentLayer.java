package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Padding;
import dev.trine.graph.ops.Permute;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer that walks along sequences, [batch, time, features], and keeps a state from step to step.
 * It gives [batch, units] or [batch, time, units], and is trained by backpropagation through all of
 * its steps (Werbos 1990).
 *
 * <p>Sequences that are filled up to one length come with a second input, which says what is there:
 * I32 [batch], how many steps each has, or I32 [batch, time], 0 where one only fills up. There the
 * state stays as it is, so that the last one is that of the last step that is there, and no
 * gradient comes to the input.
 *
 * <p>A layer that {@linkplain #carries carries} begins with the state that it had at the end of the
 * batch before, row by row, where {@linkplain dev.trine.data.Dataset#streams(int, int) streams} go
 * on from batch to batch. Its gradient ends where the batch begins: backpropagation through time is
 * truncated there (Williams and Peng 1990).
 *
 * <p>For a number of gates its parameters are {@code input-weight} [features, gates·units], {@code
 * recurrent-weight} [units, gates·units], {@code input-bias} and {@code recurrent-bias}, each
 * [gates·units].
 */
public sealed interface RecurrentLayer extends Layer permits Recurrent, Lstm, Gru {
  /** Elements of the state, and of each step's output. */
  int units();

  /** Which outputs it gives. */
  Returns returns();

  /** Whether it walks from the end of time to its beginning. */
  boolean backwards();

  /** The same layer, walking the other way. */
  RecurrentLayer reversed();

  /** Whether its state goes on from batch to batch. */
  boolean carries();

  /** The same layer, whose state goes on from batch to batch. */
  RecurrentLayer carried();

  /** The states that a step hands on, by name. */
  List<String> states();

  /**
   * Adds its steps to a graph.
   *
   * @param in [batch, time, features]
   * @param begin the states that it begins with, each [units, batch]; none for 0
   * @param there which steps are there, I32 [time, batch]; null for all
   * @return all outputs, [time, units, batch], and the states of the step computed last
   */
  List<Node> walk(Scope scope, Node in, List<Node> begin, Node there);

  @Override
  default List<Node> apply(Scope scope, List<Node> inputs) {
    Node in = inputs.get(0);
    RecurrentParameters.checkInput(in);
    if (inputs.size() > 2) {
      throw new IllegalArgumentException(
          "it takes sequences, and how many steps each has, not %s inputs; join them before it, by concatenate() or add()"
              .formatted(inputs.size()));
    }
    Node there = inputs.size() == 1 ? null : there(inputs.get(1), in.shape().dimension(1));
    List<Node> begin = new ArrayList<>();
    if (carries()) {
      Shape shape = Shape.of(units(), in.shape().dimension(0));
      states().forEach(name -> begin.add(scope.carried(name, shape)));
    }
    List<Node> made = walk(scope, in, begin, there);
    for (int i = 0; i < begin.size(); i++) {
      scope.carry(states().get(i), made.get(1 + i));
    }
    return List.of(returns().of(made));
  }

  /** Goes on from the state of the step before, as a layer that carries it from batch to batch. */
  @Override
  default List<Node> step(StepScope scope, List<Node> inputs) {
    if (backwards()) {
      throw new IllegalArgumentException(
          "it walks backwards, from steps that are not there when one is made after the other");
    }
    if (inputs.size() > 1 && !inputs.get(1).shape().example().equals(Shape.of(1))) {
      throw new IllegalArgumentException(
          "it takes how many steps a sequence has, which nobody knows before its end; generate with a network without that input, by model.with(network)");
    }
    return carried().apply(scope, inputs);
  }

  /** Which steps are there, [time, batch], by themselves or by how many there are. */
  private static Node there(Node given, long time) {
    Shape shape = given.shape();
    boolean isMask = shape.rank() == 2 && shape.dimension(1) == time;
    if (given.type() != DType.I32 || !isMask && shape.rank() != 1) {
      throw new IllegalArgumentException(
          "it takes which of %s steps are there as I32[%s], or as I32[] how many, not as %s%s"
              .formatted(time, time, given.type(), shape.example()));
    }
    return Permute.transpose(isMask ? given : Padding.within(given, time));
  }
}
