package dev.trine.graph.ops;

import static dev.trine.graph.Reshape.reshape;

import dev.trine.graph.Constant;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Split;
import dev.trine.graph.Stack;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What the steps of all recurrences share. A sequence is [steps, batch, gates·units]: each step
 * lies by itself, so that it takes no copy; its gates lie side by side, as a product with the
 * recurrent weight, [units, gates·units], gives them, and are read and written as columns.
 *
 * @param steps how many
 * @param units of the state
 * @param batch the examples
 * @param given the inputs before those of the walk
 * @param states that a step hands on
 * @param walk which way it goes, and by what
 */
record Unrolled(int steps, long units, long batch, int given, int states, Walk walk) {
  /**
   * Reads the extents off what a recurrence takes.
   *
   * @param inputs projected, [steps, batch, gates·units], and recurrent weight, [units,
   *     gates·units]; behind all that are given those of the walk
   * @param given how many come before those of the walk
   * @param states that a step hands on
   * @throws IllegalArgumentException if they do not go together
   */
  static Unrolled of(List<TensorType> inputs, int gates, int given, int states, Walk walk) {
    Shape projected = inputs.get(0).shape();
    Shape weight = inputs.get(1).shape();
    if (projected.rank() != 3
        || weight.rank() != 2
        || projected.dimension(0) < 1
        || weight.dimension(1) != gates * weight.dimension(0)
        || projected.dimension(2) != weight.dimension(1)) {
      throw new IllegalArgumentException(
          "Cannot unroll %s by %s; expected [steps, batch, %s·units] by [units, %s·units]"
              .formatted(projected, weight, gates, gates));
    }
    Unrolled unrolled =
        new Unrolled(
            Math.toIntExact(projected.dimension(0)),
            weight.dimension(0),
            projected.dimension(1),
            given,
            states,
            walk);
    unrolled.checkWalk(inputs.subList(given, inputs.size()));
    return unrolled;
  }

  private void checkWalk(List<TensorType> found) {
    TensorType state = new TensorType(DType.F32, state());
    List<TensorType> expected =
        new ArrayList<>(Collections.nCopies(walk.continued() ? states : 0, state));
    if (walk.padded()) {
      expected.add(TensorType.i32(steps, batch));
    }
    if (!found.equals(expected)) {
      throw new IllegalArgumentException(
          "A recurrence that begins with states, or is told which steps are there, takes %s for that, not %s"
              .formatted(expected, found));
    }
  }

  /** What it begins with, one of the states that a step hands on: zeros unless it is given some. */
  Node first(List<Node> inputs, int state) {
    return walk.continued() ? inputs.get(given + state) : zeros(inputs.get(0).graph());
  }

  /** Which examples have each step, I32 [batch, 1]; nulls where all have all. */
  List<Node> there(List<Node> inputs) {
    return walk.padded()
        ? Split.unstack(reshape(inputs.get(inputs.size() - 1), Shape.of(steps, batch, 1)))
        : Collections.nCopies(steps, null);
  }

  /**
   * The product of the state before a step with the recurrent weight, [batch, gates·units]: zeros
   * where that state is known to be 0.
   */
  Node product(List<Node> inputs, Node[] made, int step) {
    Node weight = inputs.get(1);
    Node state = before(step) < 0 ? first(inputs, 0) : made[before(step)];
    if (Constant.valueOf(state).equals(OptionalDouble.of(0))) {
      TensorType none = TensorType.f32(batch, weight.shape().dimension(1));
      return weight.graph().apply(new Constant(0, none));
    }
    return MatrixProduct.matmul(state, weight);
  }

  /**
   * The gradients of an op, in the order of its inputs.
   *
   * @param ofGiven of those before the walk's
   * @param ofFirst of the states that it begins with
   */
  List<Node> gradients(List<Node> ofGiven, List<Node> ofFirst) {
    List<Node> all = new ArrayList<>(ofGiven);
    all.addAll(walk.continued() ? ofFirst : List.of());
    if (walk.padded()) {
      all.add(null);
    }
    return all;
  }

  /** Every step [batch, gates·units] of a sequence, one behind the other. */
  TensorType sequence(int gates) {
    return TensorType.f32(steps, batch, gates * units);
  }

  /** One value an example and unit. */
  Shape state() {
    return Shape.of(batch, units);
  }

  /** The steps in the order in which they are computed, as indices in time. */
  List<Integer> order() {
    return IntStream.range(0, steps).mapToObj(i -> walk.backwards() ? steps - 1 - i : i).toList();
  }

  /** The steps in the order of the backward pass. */
  List<Integer> reversed() {
    List<Integer> reversed = new ArrayList<>(order());
    Collections.reverse(reversed);
    return reversed;
  }

  /** The index in time of the step computed last. */
  int last() {
    return walk.backwards() ? 0 : steps - 1;
  }

  /** The index in time of the step computed before one; −1 for the first. */
  int before(int step) {
    int before = walk.backwards() ? step + 1 : step - 1;
    return before == steps ? -1 : before;
  }

  /** Zeros of the state's shape, which are no tensor where an expression takes them. */
  Node zeros(Graph graph) {
    return graph.apply(new Constant(0, new TensorType(DType.F32, state())));
  }

  /**
   * What comes to the state of each step from outside of the recurrence, null where nothing does.
   *
   * @param ofStates the gradient of all states, [steps, batch, units]; may be null
   * @param ofLast that of the one computed last, [batch, units]; may be null
   */
  Node[] outer(Node ofStates, Node ofLast) {
    Node[] outer =
        ofStates == null ? new Node[steps] : Split.unstack(ofStates).toArray(Node[]::new);
    outer[last()] = sum(outer[last()], ofLast);
    return outer;
  }

  /** The sum of two gradients of which either may be null. */
  static Node sum(Node a, Node b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return Elementwise.add(a, b);
  }

  /**
   * The gradient of the recurrent weight, {@code Σ hᵀ·d} over all steps and examples, in one
   * product.
   *
   * @param inputs of the op
   * @param made the states, [steps, batch, units]
   * @param gradients of the products with the weight, [steps, batch, gates·units]
   */
  Node weightGradient(List<Node> inputs, Node made, Node gradients) {
    long columns = gradients.shape().dimension(2);
    int into = walk.continued() ? steps : steps - 1;
    if (into == 0) {
      return made.graph().apply(new Constant(0, TensorType.f32(units, columns)));
    }
    // A state goes into the step computed after it; the last goes into none.
    List<Node> from = new ArrayList<>();
    if (steps > 1) {
      from.add(walk.backwards() ? after(made, 1) : before(made, steps - 1));
    }
    if (walk.continued()) {
      Node first = reshape(first(inputs, 0), Shape.of(1, batch, units));
      from.add(walk.backwards() ? from.size() : 0, first);
    }
    Node taken = walk.backwards() ? before(gradients, into) : after(gradients, steps - into);
    long rows = into * batch;
    return MatrixProduct.matmul(
        reshape(from.size() == 1 ? from.get(0) : Stack.concatenate(from), Shape.of(rows, units)),
        reshape(taken, Shape.of(rows, columns)),
        true,
        false);
  }

  /** The steps of a sequence before one. */
  private Node before(Node sequence, int step) {
    return step == steps ? sequence : Split.split(sequence, step, steps - step).get(0);
  }

  /** The steps of a sequence from one on. */
  private Node after(Node sequence, int step) {
    return step == 0 ? sequence : Split.split(sequence, step, steps - step).get(1);
  }
}
