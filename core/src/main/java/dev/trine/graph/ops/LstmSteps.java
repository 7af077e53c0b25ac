package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.function.Functions.sigmoid;
import static dev.trine.expression.function.Functions.tanh;
import static dev.trine.graph.ops.GateGradient.ofSigmoid;
import static dev.trine.graph.ops.GateGradient.ofTanh;
import static dev.trine.graph.ops.MatrixProduct.matmul;
import static dev.trine.graph.ops.Permute.permute;

import dev.trine.expression.Expression;
import dev.trine.graph.Application;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Split;
import dev.trine.graph.Stack;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The steps of a long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of
 * Gers et al. 2000), from h = c = 0. With aₜ = zₜ + Uᵀ·hₜ₋₁, of which the gates i, f, g, o are the
 * quarters in that order:
 *
 * <pre>{@code
 * i = sigmoid(a)  f = sigmoid(a)  g = tanh(a)  o = sigmoid(a)
 * c = f·c_before + i·g
 * h = o·tanh(c)
 * }</pre>
 *
 * <p>Inputs are what was projected before, z [steps, 4·units, batch], and the recurrent weight U
 * [units, 4·units]; outputs are the states h [steps, units, batch], that of the step computed last,
 * [units, batch], and for the gradient the gates [steps, 4·units, batch] and c [steps, units,
 * batch].
 *
 * <p>A product and a pass over elements a step, forward and backward. The gradient is
 * backpropagation through time (Werbos 1990), but that of U waits for all steps and is one product.
 */
public record LstmSteps(boolean backwards) implements UnrolledSteps {
  private static final int GATES = 4;

  /**
   * All states, and the last.
   *
   * @throws IllegalArgumentException if the shapes do not go together
   */
  public static List<Node> of(Node projected, Node weight, boolean backwards) {
    return projected.graph().applyAll(new LstmSteps(backwards), projected, weight).subList(0, 2);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    Unrolled unrolled = Unrolled.of(inputs, GATES, backwards);
    return List.of(
        unrolled.sequence(1),
        new TensorType(DType.F32, unrolled.state()),
        unrolled.sequence(GATES),
        unrolled.sequence(1));
  }

  @Override
  public List<Node> expand(List<Node> inputs) {
    Unrolled unrolled = Unrolled.ofNodes(inputs, GATES, backwards);
    List<Node> projected = Split.unstack(inputs.get(0));
    Node zeros = unrolled.zeros(inputs.get(0).graph());
    Node[] states = new Node[unrolled.steps()];
    Node[] cells = new Node[unrolled.steps()];
    Node[] gates = new Node[unrolled.steps()];
    for (int step : unrolled.order()) {
      int before = unrolled.before(step);
      List<Node> z = unrolled.gates(projected.get(step));
      List<Node> u =
          before < 0
              ? Collections.nCopies(GATES, zeros)
              : unrolled.gates(matmul(inputs.get(1), states[before], true, false));
      Node cell = before < 0 ? zeros : cells[before];
      List<Node> made = cell(unrolled.state(), z, u, cell);
      states[step] = made.get(0);
      cells[step] = made.get(1);
      gates[step] = Stack.concatenate(made.subList(2, 2 + GATES));
    }
    return List.of(
        Stack.stack(List.of(states)),
        states[unrolled.last()],
        Stack.stack(List.of(gates)),
        Stack.stack(List.of(cells)));
  }

  /** h, c, and the gates that they are made by. */
  private static List<Node> cell(Shape state, List<Node> z, List<Node> u, Node cell) {
    Expression i = sigmoid(add(load(0), load(1)));
    Expression f = sigmoid(add(load(2), load(3)));
    Expression g = tanh(add(load(4), load(5)));
    Expression o = sigmoid(add(load(6), load(7)));
    Expression c = add(multiply(f, load(8)), multiply(i, g));
    return Formulas.of(
        List.of(multiply(o, tanh(c)), c, i, f, g, o),
        state,
        z.get(0),
        u.get(0),
        z.get(1),
        u.get(1),
        z.get(2),
        u.get(2),
        z.get(3),
        u.get(3),
        cell);
  }

  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    Unrolled unrolled = Unrolled.ofNodes(application.inputs(), GATES, backwards);
    Graph graph = application.input(0).graph();
    List<Node> gates = Split.unstack(application.output(2));
    List<Node> cells = Split.unstack(application.output(3));
    Node zeros = unrolled.zeros(graph);
    Node[] outer = unrolled.outer(outputGradients.get(0), outputGradients.get(1));
    Node[] gradients = new Node[unrolled.steps()];
    Node laterState = zeros;
    Node laterCell = zeros;
    for (int step : unrolled.reversed()) {
      int before = unrolled.before(step);
      List<Node> gate = unrolled.gates(gates.get(step));
      Node outerState = outer[step] == null ? zeros : outer[step];
      Node cell = before < 0 ? zeros : cells.get(before);
      List<Node> pulled =
          pullCell(
              unrolled.state(), outerState, laterState, laterCell, gate, cells.get(step), cell);
      gradients[step] = Stack.concatenate(pulled.subList(0, GATES));
      laterState = matmul(application.input(1), gradients[step]);
      laterCell = pulled.get(GATES);
    }
    Node ofProjected = Stack.stack(Arrays.asList(gradients));
    Node turned = permute(ofProjected, 0, 2, 1);
    return List.of(ofProjected, unrolled.weightGradient(application.output(0), turned));
  }

  /**
   * The gradients of a at each gate, and of c at the step before, from those of h and of c at the
   * step after.
   *
   * @param gates i, f, g, o
   * @param cell c
   * @param cellBefore c at the step before
   */
  private static List<Node> pullCell(
      Shape state,
      Node outerState,
      Node laterState,
      Node laterCell,
      List<Node> gates,
      Node cell,
      Node cellBefore) {
    Expression i = load(3);
    Expression f = load(4);
    Expression g = load(5);
    Expression o = load(6);
    Expression ofState = add(load(0), load(1));
    Expression shown = tanh(load(7));
    Expression ofCell = add(load(2), ofTanh(shown, multiply(ofState, o)));
    return Formulas.of(
        List.of(
            ofSigmoid(i, multiply(ofCell, g)),
            ofSigmoid(f, multiply(ofCell, load(8))),
            ofTanh(g, multiply(ofCell, i)),
            ofSigmoid(o, multiply(ofState, shown)),
            multiply(ofCell, f)),
        state,
        outerState,
        laterState,
        laterCell,
        gates.get(0),
        gates.get(1),
        gates.get(2),
        gates.get(3),
        cell,
        cellBefore);
  }
}
