package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.load;
import static dev.trine.graph.ops.MatrixProduct.matmul;

import dev.trine.backend.Activation;
import dev.trine.expression.Arithmetic;
import dev.trine.expression.Expression;
import dev.trine.graph.Application;
import dev.trine.graph.Node;
import dev.trine.graph.Split;
import dev.trine.graph.Stack;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.List;

/**
 * The steps of a simple recurrent network (Elman 1990), {@code hₜ = activation(zₜ + hₜ₋₁·U)} from h
 * = 0 or from what it is given. Inputs are what was projected before, z [steps, batch, units], the
 * recurrent weight U [units, units], and those of the {@link Walk}, h; outputs are the states h
 * [steps, batch, units], and that of the step computed last, [batch, units].
 *
 * <p>A product and an expression a step, forward and backward. The gradient is backpropagation
 * through time (Werbos 1990), but that of U waits for all steps and is one product.
 */
public record RecurrentSteps(Activation activation, Walk walk) implements UnrolledSteps {
  /**
   * All states, and the last.
   *
   * @param begin h to begin with; none for 0
   * @param there which steps are there, I32 [steps, batch]; null for all
   * @throws IllegalArgumentException if the shapes do not go together
   */
  public static List<Node> of(
      Node projected,
      Node weight,
      Activation activation,
      boolean backwards,
      List<Node> begin,
      Node there) {
    RecurrentSteps op = new RecurrentSteps(activation, Walk.of(backwards, begin, there));
    Node[] inputs = Walk.inputs(List.of(projected, weight), begin, there);
    return projected.graph().applyAll(op, inputs);
  }

  @Override
  @SuppressWarnings("exports") // Of an interface that is of this package alone.
  public Unrolled unrolled(List<TensorType> inputs) {
    return Unrolled.of(inputs, 1, 2, 1, walk);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    Unrolled unrolled = unrolled(inputs);
    return List.of(unrolled.sequence(1), new TensorType(inputs.get(0).type(), unrolled.state()));
  }

  @Override
  public List<Node> expand(List<Node> inputs) {
    Node[] states = states(inputs, Split.unstack(inputs.get(0)));
    int last = unrolledOf(inputs).last();
    return List.of(Stack.stack(List.of(states)), states[last]);
  }

  private Node[] states(List<Node> inputs, List<Node> projected) {
    Unrolled unrolled = unrolledOf(inputs);
    List<Node> there = unrolled.there(inputs);
    Node[] states = new Node[unrolled.steps()];
    for (int step : unrolled.order()) {
      int before = unrolled.before(step);
      states[step] =
          state(
              projected.get(step),
              unrolled.product(inputs, states, step),
              before < 0 ? unrolled.first(inputs, 0) : states[before],
              there.get(step));
    }
    return states;
  }

  private Node state(Node projected, Node recurrent, Node before, Node there) {
    Expression sum = Arithmetic.add(load(0), load(1));
    Expression made = activation == Activation.IDENTITY ? sum : activation.function().of(sum);
    return there == null
        ? Elementwise.of(made, projected, recurrent)
        : Elementwise.of(
            Padding.choose(3, made, load(2)), before.shape(), projected, recurrent, before, there);
  }

  /** By the steps once more, which are the same as those of the forward pass and join them. */
  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    List<Node> inputs = application.inputs();
    Unrolled unrolled = unrolledOf(inputs);
    List<Node> projected = Split.unstack(inputs.get(0));
    Node[] states = states(inputs, projected);
    Node[] outer = unrolled.outer(outputGradients.get(0), outputGradients.get(1));
    Node[] gradients = new Node[unrolled.steps()];
    Node later = null;
    for (int step : unrolled.reversed()) {
      Node ofState = Unrolled.sum(outer[step], later);
      Application made = states[step].producer();
      List<Node> pulled = made.op().gradient(made, List.of(ofState));
      gradients[step] = pulled.get(made.inputs().indexOf(projected.get(step)));
      later = matmul(gradients[step], inputs.get(1), false, true);
      if (walk.padded()) {
        int before = unrolled.before(step);
        int held = made.inputs().indexOf(before < 0 ? unrolled.first(inputs, 0) : states[before]);
        later = Unrolled.sum(later, held < 0 ? null : pulled.get(held));
      }
    }
    Node ofProjected = Stack.stack(Arrays.asList(gradients));
    Node ofWeight = unrolled.weightGradient(inputs, application.output(0), ofProjected);
    return unrolled.gradients(List.of(ofProjected, ofWeight), List.of(later));
  }
}
