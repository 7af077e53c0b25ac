package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
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
 * The steps of a long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of
 * Gers et al. 2000), from h = c = 0 or from what it is given. With aₜ = zₜ + hₜ₋₁·U, of which the
 * gates i, f, g, o are the quarters in that order:
 *
 * <pre>{@code
 * i = sigmoid(a)  f = sigmoid(a)  g = tanh(a)  o = sigmoid(a)
 * c = f·c_before + i·g
 * h = o·tanh(c)
 * }</pre>
 *
 * <p>Inputs are what was projected before, z [steps, batch, 4·units], the recurrent weight U
 * [units, 4·units], and those of the {@link Walk}, h and c; outputs are the states h [steps, batch,
 * units], h and c of the step computed last, each [batch, units], and for the gradient the gates
 * [steps, batch, 4·units] and c [steps, batch, units].
 *
 * <p>A product and a pass over elements a step, forward and backward. The gradient is
 * backpropagation through time (Werbos 1990), but that of U waits for all steps and is one product.
 */
public record LstmSteps(Walk walk) implements UnrolledSteps {
  private static final int GATES = 4;

  /**
   * All h, and h and c of the step computed last.
   *
   * @param begin h and c to begin with; none for 0
   * @param there which steps are there, I32 [steps, batch]; null for all
   * @throws IllegalArgumentException if the shapes do not go together
   */
  public static List<Node> of(
      Node projected, Node weight, boolean backwards, List<Node> begin, Node there) {
    LstmSteps op = new LstmSteps(Walk.of(backwards, begin, there));
    Node[] inputs = Walk.inputs(List.of(projected, weight), begin, there);
    return projected.graph().applyAll(op, inputs).subList(0, 3);
  }

  @Override
  @SuppressWarnings("exports") // Of an interface that is of this package alone.
  public Unrolled unrolled(List<TensorType> inputs) {
    return Unrolled.of(inputs, GATES, 2, 2, walk);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    Unrolled unrolled = unrolled(inputs);
    return List.of(
        unrolled.sequence(1),
        new TensorType(DType.F32, unrolled.state()),
        new TensorType(DType.F32, unrolled.state()),
        unrolled.sequence(GATES),
        unrolled.sequence(1));
  }

  @Override
  public List<Node> expand(List<Node> inputs) {
    Unrolled unrolled = unrolledOf(inputs);
    List<Node> projected = Split.unstack(inputs.get(0));
    List<Node> there = unrolled.there(inputs);
    Node[] states = new Node[unrolled.steps()];
    Node[] cells = new Node[unrolled.steps()];
    Node[] gates = new Node[unrolled.steps()];
    for (int step : unrolled.order()) {
      int before = unrolled.before(step);
      List<Columns> z = Columns.parts(projected.get(step), GATES);
      List<Columns> u = Columns.parts(unrolled.product(inputs, states, step), GATES);
      Node state = before < 0 ? unrolled.first(inputs, 0) : states[before];
      Node cell = before < 0 ? unrolled.first(inputs, 1) : cells[before];
      List<Node> made = cell(unrolled.state(), z, u, state, cell, there.get(step));
      states[step] = made.get(0);
      cells[step] = made.get(1);
      gates[step] = made.get(2);
    }
    return List.of(
        Stack.stack(List.of(states)),
        states[unrolled.last()],
        cells[unrolled.last()],
        Stack.stack(List.of(gates)),
        Stack.stack(List.of(cells)));
  }

  /** h, c, and the gates that they are made by, side by side. */
  private static List<Node> cell(
      Shape shape, List<Columns> z, List<Columns> u, Node state, Node cell, Node there) {
    Expression i = sigmoid(add(load(0), load(4)));
    Expression f = sigmoid(add(load(1), load(5)));
    Expression g = tanh(add(load(2), load(6)));
    Expression o = sigmoid(add(load(3), load(7)));
    Expression c = add(multiply(f, load(8)), multiply(i, g));
    Expression h = multiply(o, tanh(c));
    List<Columns> inputs = new ArrayList<>(z);
    inputs.addAll(u);
    inputs.add(Columns.all(cell));
    if (there != null) {
      inputs.addAll(List.of(Columns.all(state), Columns.all(there)));
      c = Padding.choose(10, c, load(8));
      h = Padding.choose(10, h, load(9));
    }
    return Formulas.of(List.of(List.of(h), List.of(c), List.of(i, f, g, o)), shape, inputs);
  }

  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    List<Node> inputs = application.inputs();
    Unrolled unrolled = unrolledOf(inputs);
    List<Node> gates = Split.unstack(application.output(3));
    List<Node> cells = Split.unstack(application.output(4));
    List<Node> there = unrolled.there(inputs);
    Node zeros = unrolled.zeros(inputs.get(0).graph());
    Node[] outer = unrolled.outer(outputGradients.get(0), outputGradients.get(1));
    Node[] gradients = new Node[unrolled.steps()];
    Node laterState = zeros;
    Node held = zeros;
    Node laterCell = outputGradients.get(2) == null ? zeros : outputGradients.get(2);
    for (int step : unrolled.reversed()) {
      int before = unrolled.before(step);
      List<Node> ofState =
          List.of(outer[step] == null ? zeros : outer[step], laterState, held, laterCell);
      Node cell = before < 0 ? unrolled.first(inputs, 1) : cells.get(before);
      List<Node> pulled =
          pullCell(
              unrolled.state(), ofState, gates.get(step), cells.get(step), cell, there.get(step));
      gradients[step] = pulled.get(0);
      laterState = matmul(gradients[step], inputs.get(1), false, true);
      laterCell = pulled.get(1);
      held = there.get(step) == null ? zeros : pulled.get(2);
    }
    Node ofProjected = Stack.stack(Arrays.asList(gradients));
    Node ofWeight = unrolled.weightGradient(inputs, application.output(0), ofProjected);
    return unrolled.gradients(
        List.of(ofProjected, ofWeight), List.of(Elementwise.add(laterState, held), laterCell));
  }

  /**
   * The gradients of a at each gate, side by side, of c at the step before, and what of that of h
   * goes on to the step before without a gate, where a step is not there.
   *
   * @param later what adds up to the gradient of h, of which the third is 0 unless steps are
   *     padded, and that of c at the step after
   * @param gates i, f, g, o, side by side
   * @param cell c
   * @param cellBefore c at the step before
   * @param there which examples have the step; null for all
   */
  private static List<Node> pullCell(
      Shape shape, List<Node> later, Node gates, Node cell, Node cellBefore, Node there) {
    Expression i = load(4);
    Expression f = load(5);
    Expression g = load(6);
    Expression o = load(7);
    Expression ofState = add(load(0), load(1));
    ofState = there == null ? ofState : add(ofState, load(2));
    Expression shown = tanh(load(8));
    Expression ofCell = add(load(3), ofTanh(shown, multiply(ofState, o)));
    List<Expression> ofGates =
        List.of(
            ofSigmoid(i, multiply(ofCell, g)),
            ofSigmoid(f, multiply(ofCell, load(9))),
            ofTanh(g, multiply(ofCell, i)),
            ofSigmoid(o, multiply(ofState, shown)));
    Expression ofCellBefore = multiply(ofCell, f);
    List<Columns> inputs = new ArrayList<>();
    later.forEach(node -> inputs.add(Columns.all(node)));
    inputs.addAll(Columns.parts(gates, GATES));
    inputs.addAll(List.of(Columns.all(cell), Columns.all(cellBefore)));
    if (there == null) {
      return Formulas.of(List.of(ofGates, List.of(ofCellBefore)), shape, inputs);
    }
    inputs.add(Columns.all(there));
    Expression none = constant(0);
    return Formulas.of(
        List.of(
            ofGates.stream().map(gate -> Padding.choose(10, gate, none)).toList(),
            List.of(Padding.choose(10, ofCellBefore, load(3))),
            List.of(Padding.choose(10, none, ofState))),
        shape,
        inputs);
  }
}
