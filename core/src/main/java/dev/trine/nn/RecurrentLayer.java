package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer that walks along sequences, [batch, time, features], and keeps a state from step to step.
 * It gives [batch, units] or [batch, time, units], or its states as well ({@link Returns}), and is
 * trained by backpropagation through all of its steps (Werbos 1990).
 *
 * <p>Sequences that are filled up to one length come with a second input, which says what is there:
 * I32 [batch], how many steps each has, or I32 [batch, time], 0 where one only fills up. There the
 * state stays as it is, so that the last one is that of the last step that is there, and no
 * gradient comes to the input.
 *
 * <p>It begins with 0, or with {@linkplain #states states} that are given behind that, each F32
 * [batch, units], such as those that another layer ended with: so an encoder hands on to a decoder
 * what it has read (Sutskever et al. 2014). Their gradient goes back to where they come from.
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

  /** The states that a step hands on, by name: h, which is its output, and of an LSTM the cell. */
  List<String> states();

  /**
   * Adds its steps to a graph.
   *
   * @param in [batch, time, features]
   * @param begin the states that it begins with, each [batch, units]; none for 0
   * @param there which steps are there, I32 [time, batch]; null for all
   * @return all outputs, [time, batch, units], and the states of the step computed last
   */
  List<Node> walk(Scope scope, Node in, List<Node> begin, Node there);

  @Override
  default List<Node> apply(Scope scope, List<Node> inputs) {
    RecurrentInputs given = RecurrentInputs.of(this, inputs);
    List<Node> begin = new ArrayList<>(given.begin());
    if (carries()) {
      Shape shape = Shape.of(given.sequence().shape().dimension(0), units());
      states().forEach(name -> begin.add(scope.carried(name, shape)));
    }
    return walk(scope, given, begin, carries());
  }

  /** Goes on from the state of the step before, whatever it carries from batch to batch. */
  @Override
  default List<Node> step(StepScope scope, List<Node> inputs) {
    if (backwards()) {
      throw new IllegalArgumentException(
          "it walks backwards, from steps that are not there when one is made after the other");
    }
    RecurrentInputs given = RecurrentInputs.ofStep(this, scope, inputs);
    Shape shape = Shape.of(given.sequence().shape().dimension(0), units());
    List<Node> begin = new ArrayList<>();
    for (String name : states()) {
      begin.add(
          given.begin().isEmpty()
              ? scope.carried(name, shape)
              : scope.carriedFrom(name, given.begin().get(begin.size())));
    }
    return walk(scope, given, begin, true);
  }

  private List<Node> walk(Scope scope, RecurrentInputs given, List<Node> begin, boolean handsOn) {
    List<Node> made = walk(scope, given.sequence(), begin, given.there());
    for (int i = 0; handsOn && i < begin.size(); i++) {
      scope.carry(states().get(i), made.get(1 + i));
    }
    return returns().of(made);
  }
}
