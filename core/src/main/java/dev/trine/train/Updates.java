package dev.trine.train;

import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.toFloat;
import static dev.trine.graph.Reshape.reshape;

import dev.trine.backend.op.StepState;
import dev.trine.expression.Expression;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Split;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.NewtonSchulz;
import dev.trine.graph.ops.Update;
import dev.trine.nn.Parameter;
import dev.trine.nn.ParameterLayout;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The updates of a step by an optimizer: of all parameters in one launch or two, except of matrices
 * that it takes as wholes, each of which is orthogonalised and updated by itself.
 *
 * @param operands the inputs of an {@link Update} but for a direction
 * @param hidden the names of the weights that may be taken as matrices
 */
record Updates(
    Optimizer optimizer, ParameterLayout layout, Set<String> hidden, List<Node> operands) {
  /** Adds them to the graph of the operands, behind whatever decides whether the step counts. */
  void add(Graph graph) {
    long from = 0;
    for (Parameter parameter : layout.parameters()) {
      if (hidden.contains(parameter.name()) && takesMatrices()) {
        long offset = layout.offset(parameter.name());
        addOfElements(graph, from, offset);
        addOfMatrix(graph, parameter.shape(), offset);
        from = offset + parameter.shape().elements();
      }
    }
    addOfElements(graph, from, layout.trained());
  }

  private boolean takesMatrices() {
    return optimizer.orthogonalised(operands(optimizer, true, matrix(1, 1))).isPresent();
  }

  private void addOfElements(Graph graph, long from, long to) {
    ofElements(optimizer, from, layout.decayed(), to)
        .forEach(update -> graph.effect(update, operands.toArray(Node[]::new)));
  }

  private void addOfMatrix(Graph graph, Shape shape, long from) {
    long columns = shape.dimension(-1);
    Shape matrix = Shape.of(shape.elements() / Math.max(1, columns), columns);
    Optimizer.Operands of =
        operands(optimizer, true, matrix(matrix.dimension(0), matrix.dimension(1)));
    Update update = new Update(optimizer.step(of), from, from + shape.elements());
    Expression what = update.ofMean(optimizer.orthogonalised(of).orElseThrow());
    List<Node> inputs = new ArrayList<>(operands);
    inputs.add(NewtonSchulz.orthogonalise(computed(what, matrix, from)));
    graph.effect(update, inputs.toArray(Node[]::new));
  }

  /** A formula of the operands, for each element of a matrix. */
  private Node computed(Expression formula, Shape matrix, long from) {
    List<Node> parts = new ArrayList<>();
    for (Node operand : operands.subList(0, gradients(optimizer) + 1)) {
      parts.add(reshape(part(operand, from, matrix.elements()), matrix));
    }
    parts.addAll(operands.subList(parts.size(), operands.size() - 1));
    parts.add(part(operands.get(operands.size() - 1), StepState.STEP, 1));
    return Elementwise.of(formula, matrix, parts.toArray(Node[]::new));
  }

  private static Node part(Node whole, long from, long elements) {
    long rest = whole.shape().elements() - from - elements;
    return Split.split(whole, from, elements, rest).get(1);
  }

  /**
   * The updates of parameters by themselves.
   *
   * @param from the first
   * @param decayed to which one of all weight decay applies
   * @param to the one after the last
   */
  static List<Update> ofElements(Optimizer optimizer, long from, long decayed, long to) {
    List<Expression> decaying = optimizer.step(operands(optimizer, true, Optional.empty()));
    List<Expression> other = optimizer.step(operands(optimizer, false, Optional.empty()));
    long between = Math.max(from, Math.min(decayed, to));
    Stream<Update> updates =
        decaying.equals(other)
            ? Stream.of(new Update(other, from, to))
            : Stream.of(new Update(decaying, from, between), new Update(other, between, to));
    return updates.filter(update -> update.from() < update.to()).toList();
  }

  /** As {@link Update} numbers them. */
  private static Optimizer.Operands operands(
      Optimizer optimizer, boolean decays, Optional<Optimizer.Matrix> matrix) {
    int gradient = gradients(optimizer);
    return new Optimizer.Operands(
        load(0),
        IntStream.range(1, gradient).mapToObj(moment -> load(moment)).toList(),
        load(gradient),
        load(gradient + 1),
        load(gradient + 3),
        toFloat(load(gradient + 4, DType.I32)),
        decays,
        matrix);
  }

  private Optional<Optimizer.Matrix> matrix(long rows, long columns) {
    return Optional.of(new Optimizer.Matrix(rows, columns, load(gradients(optimizer) + 5)));
  }

  private static int gradients(Optimizer optimizer) {
    return 1 + optimizer.moments();
  }
}
