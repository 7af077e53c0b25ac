package dev.trine.graph.ops;

import static dev.trine.graph.Reshape.reshape;
import static dev.trine.graph.ops.Permute.permute;

import dev.trine.graph.Constant;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Split;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the steps of all recurrences share. A sequence is [steps, gates·units, batch]: each step
 * lies by itself and each gate of it does, so that neither takes a copy, and the recurrent weight,
 * [units, gates·units], is multiplied from the left.
 *
 * @param steps how many
 * @param units of the state
 * @param batch the examples
 * @param backwards whether the last in time is the first to be computed
 */
record Unrolled(int steps, long units, long batch, boolean backwards) {
  /**
   * Reads the extents off what a recurrence takes.
   *
   * @param inputs projected, [steps, gates·units, batch], and recurrent weight, [units,
   *     gates·units]
   * @throws IllegalArgumentException if they do not go together
   */
  static Unrolled of(List<TensorType> inputs, int gates, boolean backwards) {
    Shape projected = inputs.get(0).shape();
    Shape weight = inputs.get(1).shape();
    if (projected.rank() != 3
        || weight.rank() != 2
        || projected.dimension(0) < 1
        || weight.dimension(1) != gates * weight.dimension(0)
        || projected.dimension(1) != weight.dimension(1)) {
      throw new IllegalArgumentException(
          "Cannot unroll %s by %s; expected [steps, %s·units, batch] by [units, %s·units]"
              .formatted(projected, weight, gates, gates));
    }
    return new Unrolled(
        Math.toIntExact(projected.dimension(0)),
        weight.dimension(0),
        projected.dimension(2),
        backwards);
  }

  static Unrolled ofNodes(List<Node> inputs, int gates, boolean backwards) {
    return of(inputs.stream().map(Node::tensorType).toList(), gates, backwards);
  }

  /** Every step [gates·units, batch] of a sequence, one behind the other. */
  TensorType sequence(int gates) {
    return TensorType.f32(steps, gates * units, batch);
  }

  /** One value a unit and example. */
  Shape state() {
    return Shape.of(units, batch);
  }

  /** The steps in the order in which they are computed, as indices in time. */
  List<Integer> order() {
    return IntStream.range(0, steps).mapToObj(i -> backwards ? steps - 1 - i : i).toList();
  }

  /** The steps in the order of the backward pass. */
  List<Integer> reversed() {
    List<Integer> reversed = new ArrayList<>(order());
    Collections.reverse(reversed);
    return reversed;
  }

  /** The index in time of the step computed last. */
  int last() {
    return backwards ? 0 : steps - 1;
  }

  /** The index in time of the step computed before one; −1 for the first. */
  int before(int step) {
    int before = backwards ? step + 1 : step - 1;
    return before == steps ? -1 : before;
  }

  /** Zeros of the state's shape, which are no tensor where an expression takes them. */
  Node zeros(Graph graph) {
    return graph.apply(new Constant(0, new TensorType(DType.F32, state())));
  }

  /** The gates [units, batch] of one step. */
  List<Node> gates(Node step) {
    int gates = Math.toIntExact(step.shape().dimension(0) / units);
    long[] extents = new long[gates];
    Arrays.fill(extents, units);
    return Split.split(step, extents);
  }

  /**
   * What comes to the state of each step from outside of the recurrence, null where nothing does.
   *
   * @param ofStates the gradient of all states, [steps, units, batch]; may be null
   * @param ofLast that of the one computed last, [units, batch]; may be null
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
   * The gradient of the recurrent weight, {@code Σ h·dᵀ} over all steps and examples, in one
   * product of the states, each turned once.
   *
   * @param states [steps, units, batch]
   * @param gradients of the products with the weight, with their last two axes turned, [steps,
   *     batch, gates·units]
   */
  Node weightGradient(Node states, Node gradients) {
    long columns = gradients.shape().dimension(2);
    if (steps == 1) {
      return states.graph().apply(new Constant(0, TensorType.f32(units, columns)));
    }
    // A state goes into the step computed after it; the last goes into none.
    Node turned = permute(states, 0, 2, 1);
    Node from =
        backwards
            ? Split.split(turned, 1, steps - 1).get(1)
            : Split.split(turned, steps - 1, 1).get(0);
    Node into =
        backwards
            ? Split.split(gradients, steps - 1, 1).get(0)
            : Split.split(gradients, 1, steps - 1).get(1);
    long rows = (steps - 1) * batch;
    return MatrixProduct.matmul(
        reshape(from, Shape.of(rows, units)), reshape(into, Shape.of(rows, columns)), true, false);
  }
}
