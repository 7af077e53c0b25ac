package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.load;
import static dev.trine.graph.ops.MatrixProduct.matmul;
import static dev.trine.graph.ops.Permute.permute;

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
 * The steps of a simple recurrent network (Elman 1990), {@code hₜ = activation(zₜ + Uᵀ·hₜ₋₁)} from
 * h = 0. Inputs are what was projected before, z [steps, units, batch], and the recurrent weight U
 * [units, units]; outputs are the states h [steps, units, batch], and that of the step computed
 * last, [units, batch].
 *
 * <p>A product and an expression a step, forward and backward. The gradient is backpropagation
 * through time (Werbos 1990), but that of U waits for all steps and is one product.
 */
public record RecurrentSteps(Activation activation, boolean backwards) implements UnrolledSteps {
  /**
   * All states, and the last.
   *
   * @throws IllegalArgumentException if the shapes do not go together
   */
  public static List<Node> of(
      Node projected, Node weight, Activation activation, boolean backwards) {
    return projected.graph().applyAll(new RecurrentSteps(activation, backwards), projected, weight);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    Unrolled unrolled = Unrolled.of(inputs, 1, backwards);
    return List.of(unrolled.sequence(1), new TensorType(inputs.get(0).type(), unrolled.state()));
  }

  @Override
  public List<Node> expand(List<Node> inputs) {
    Node[] states = states(inputs);
    Unrolled unrolled = Unrolled.ofNodes(inputs, 1, backwards);
    return List.of(Stack.stack(List.of(states)), states[unrolled.last()]);
  }

  private Node[] states(List<Node> inputs) {
    Unrolled unrolled = Unrolled.ofNodes(inputs, 1, backwards);
    List<Node> projected = Split.unstack(inputs.get(0));
    Node[] states = new Node[unrolled.steps()];
    for (int step : unrolled.order()) {
      int before = unrolled.before(step);
      Node recurrent =
          before < 0
              ? unrolled.zeros(inputs.get(0).graph())
              : matmul(inputs.get(1), states[before], true, false);
      Expression sum = Arithmetic.add(load(0), load(1));
      states[step] =
          Elementwise.of(
              activation == Activation.IDENTITY ? sum : activation.function().of(sum),
              projected.get(step),
              recurrent);
    }
    return states;
  }

  /** By the steps once more, which are the same as those of the forward pass and join them. */
  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    Unrolled unrolled = Unrolled.ofNodes(application.inputs(), 1, backwards);
    Node[] states = states(application.inputs());
    Node weight = application.input(1);
    Node[] outer = unrolled.outer(outputGradients.get(0), outputGradients.get(1));
    Node[] gradients = new Node[unrolled.steps()];
    Node later = null;
    for (int step : unrolled.reversed()) {
      Node ofState = Unrolled.sum(outer[step], later);
      Application made = states[step].producer();
      gradients[step] = made.op().gradient(made, List.of(ofState)).get(0);
      later = matmul(weight, gradients[step]);
    }
    Node ofProjected = Stack.stack(Arrays.asList(gradients));
    Node turned = permute(ofProjected, 0, 2, 1);
    return List.of(ofProjected, unrolled.weightGradient(application.output(0), turned));
  }
}
