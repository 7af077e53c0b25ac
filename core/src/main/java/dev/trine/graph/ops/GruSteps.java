package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.subtract;
import static dev.trine.expression.function.Functions.sigmoid;
import static dev.trine.expression.function.Functions.tanh;
import static dev.trine.graph.ops.GateGradient.ofSigmoid;
import static dev.trine.graph.ops.GateGradient.ofTanh;
import static dev.trine.graph.ops.MatrixProduct.matmul;

import dev.trine.expression.Expression;
import dev.trine.graph.Application;
import dev.trine.graph.Node;
import dev.trine.graph.Split;
import dev.trine.graph.Stack;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The steps of gated recurrent units (Cho et al. 2014, in the form whose reset gate acts after the
 * product, as PyTorch's and ONNX's linear_before_reset), from h = 0 or from what it is given. With
 * uₜ = hₜ₋₁·U + b, of which and of z the gates r, k, n are the thirds in that order (k is often
 * called z, the update gate):
 *
 * <pre>{@code
 * r = sigmoid(z + u)  k = sigmoid(z + u)  n = tanh(z + r·u)
 * h = (1 − k)·n + k·h_before
 * }</pre>
 *
 * <p>Inputs are what was projected before, z [steps, batch, 3·units], the recurrent weight U
 * [units, 3·units], the recurrent bias b [3·units] and those of the {@link Walk}, h; outputs are
 * the states h [steps, batch, units], that of the step computed last, [batch, units], and for the
 * gradient the gates [steps, batch, 3·units] and u of the gate n [steps, batch, units].
 *
 * <p>A product and a pass over elements a step, forward and backward. The gradient is
 * backpropagation through time (Werbos 1990), but that of U waits for all steps and is one product.
 */
public record GruSteps(Walk walk) implements UnrolledSteps {
  private static final int GATES = 3;

  /**
   * All states, and the last.
   *
   * @param begin h to begin with; none for 0
   * @param there which steps are there, I32 [steps, batch]; null for all
   * @throws IllegalArgumentException if the shapes do not go together
   */
  public static List<Node> of(
      Node projected, Node weight, Node bias, boolean backwards, List<Node> begin, Node there) {
    GruSteps op = new GruSteps(Walk.of(backwards, begin, there));
    Node[] inputs = Walk.inputs(List.of(projected, weight, bias), begin, there);
    return projected.graph().applyAll(op, inputs).subList(0, 2);
  }

  @Override
  @SuppressWarnings("exports") // Of an interface that is of this package alone.
  public Unrolled unrolled(List<TensorType> inputs) {
    return Unrolled.of(inputs, GATES, 3, 1, walk);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    Unrolled unrolled = unrolled(inputs);
    Shape bias = Shape.of(GATES * unrolled.units());
    if (!inputs.get(2).shape().equals(bias)) {
      throw new IllegalArgumentException(
          "The recurrent bias is %s, expected %s".formatted(inputs.get(2), bias));
    }
    return List.of(
        unrolled.sequence(1),
        new TensorType(DType.F32, unrolled.state()),
        unrolled.sequence(GATES),
        unrolled.sequence(1));
  }

  @Override
  public List<Node> expand(List<Node> inputs) {
    Unrolled unrolled = unrolledOf(inputs);
    List<Node> projected = Split.unstack(inputs.get(0));
    List<Columns> b = Columns.parts(inputs.get(2), GATES);
    List<Node> there = unrolled.there(inputs);
    Node[] states = new Node[unrolled.steps()];
    Node[] gates = new Node[unrolled.steps()];
    Node[] candidates = new Node[unrolled.steps()];
    for (int step : unrolled.order()) {
      int before = unrolled.before(step);
      List<Columns> z = Columns.parts(projected.get(step), GATES);
      List<Columns> u = Columns.parts(unrolled.product(inputs, states, step), GATES);
      Node state = before < 0 ? unrolled.first(inputs, 0) : states[before];
      List<Node> made = cell(unrolled.state(), z, u, b, state, there.get(step));
      states[step] = made.get(0);
      candidates[step] = made.get(1);
      gates[step] = made.get(2);
    }
    return List.of(
        Stack.stack(List.of(states)),
        states[unrolled.last()],
        Stack.stack(List.of(gates)),
        Stack.stack(List.of(candidates)));
  }

  /** h, then u of the gate n, and the gates r, k and n, side by side. */
  private static List<Node> cell(
      Shape shape, List<Columns> z, List<Columns> u, List<Columns> b, Node before, Node there) {
    Expression r = sigmoid(add(load(0), add(load(3), load(6))));
    Expression k = sigmoid(add(load(1), add(load(4), load(7))));
    Expression ofNew = add(load(5), load(8));
    Expression n = tanh(add(load(2), multiply(r, ofNew)));
    Expression h = add(multiply(subtract(constant(1), k), n), multiply(k, load(9)));
    List<Columns> inputs = new ArrayList<>(z);
    inputs.addAll(u);
    inputs.addAll(b);
    inputs.add(Columns.all(before));
    if (there != null) {
      inputs.add(Columns.all(there));
      h = Padding.choose(10, h, load(9));
    }
    return Formulas.of(List.of(List.of(h), List.of(ofNew), List.of(r, k, n)), shape, inputs);
  }

  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    List<Node> inputs = application.inputs();
    Unrolled unrolled = unrolledOf(inputs);
    List<Node> states = Split.unstack(application.output(0));
    List<Node> gates = Split.unstack(application.output(2));
    List<Node> candidates = Split.unstack(application.output(3));
    List<Node> there = unrolled.there(inputs);
    Node zeros = unrolled.zeros(inputs.get(0).graph());
    Node[] outer = unrolled.outer(outputGradients.get(0), outputGradients.get(1));
    Node[] ofProjected = new Node[unrolled.steps()];
    Node[] ofProducts = new Node[unrolled.steps()];
    Node laterProduct = zeros;
    Node laterState = zeros;
    for (int step : unrolled.reversed()) {
      int before = unrolled.before(step);
      List<Node> pulled =
          pullCell(
              unrolled.state(),
              List.of(outer[step] == null ? zeros : outer[step], laterProduct, laterState),
              gates.get(step),
              candidates.get(step),
              before < 0 ? unrolled.first(inputs, 0) : states.get(before),
              there.get(step));
      ofProjected[step] = pulled.get(0);
      ofProducts[step] = pulled.get(1);
      laterProduct = matmul(ofProducts[step], inputs.get(1), false, true);
      laterState = pulled.get(2);
    }
    Node ofProduct = Stack.stack(Arrays.asList(ofProducts));
    long columns = ofProduct.shape().dimension(2);
    return unrolled.gradients(
        List.of(
            Stack.stack(Arrays.asList(ofProjected)),
            unrolled.weightGradient(inputs, application.output(0), ofProduct),
            Reduce.sum(
                ofProduct, 1, ofProduct.shape().elements() / columns, columns, Shape.of(columns))),
        List.of(Elementwise.add(laterProduct, laterState)));
  }

  /**
   * The gradients at the gates r, k and n of z, then of u, which differ at n, and that of the state
   * before.
   *
   * @param ofState what adds up to that of h
   * @param candidate u of the gate n
   * @param there which examples have the step; null for all
   */
  private static List<Node> pullCell(
      Shape shape, List<Node> ofState, Node gates, Node candidate, Node before, Node there) {
    Expression dh = add(add(load(0), load(1)), load(2));
    Expression r = load(3);
    Expression k = load(4);
    Expression n = load(5);
    Expression ofNew = ofTanh(n, multiply(dh, subtract(constant(1), k)));
    Expression ofUpdate = ofSigmoid(k, multiply(dh, subtract(load(7), n)));
    Expression ofBefore = multiply(dh, k);
    List<Columns> inputs = new ArrayList<>();
    ofState.forEach(node -> inputs.add(Columns.all(node)));
    inputs.addAll(Columns.parts(gates, GATES));
    inputs.addAll(List.of(Columns.all(candidate), Columns.all(before)));
    if (there != null) {
      inputs.add(Columns.all(there));
      ofNew = Padding.choose(8, ofNew, constant(0));
      ofUpdate = Padding.choose(8, ofUpdate, constant(0));
      ofBefore = Padding.choose(8, ofBefore, dh);
    }
    Expression ofReset = ofSigmoid(r, multiply(ofNew, load(6)));
    return Formulas.of(
        List.of(
            List.of(ofReset, ofUpdate, ofNew),
            List.of(ofReset, ofUpdate, multiply(ofNew, r)),
            List.of(ofBefore)),
        shape,
        inputs);
  }
}
