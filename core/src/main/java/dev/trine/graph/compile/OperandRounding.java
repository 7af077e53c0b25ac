package dev.trine.graph.compile;

import dev.trine.graph.Application;
import dev.trine.graph.Effect;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.ops.Convolution;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.MatrixProduct;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Has matrix products and convolutions take their operands in another type: the casts of mixed
 * precision, put in one place and not by layers. Each value is cast once, however many products
 * take it, as long as no state changes.
 *
 * <p>Loops to a fixed point stay as they are, since they would not settle nearer than their
 * operands are rounded.
 */
final class OperandRounding {
  private final Graph graph;
  private final DType operands;
  private final Map<Node, Node> rounded = new HashMap<>();
  private final List<Application> result = new ArrayList<>();
  private boolean inLoop;

  private OperandRounding(Graph graph, DType operands) {
    this.graph = graph;
    this.operands = operands;
  }

  /**
   * The same computation, of rounded operands.
   *
   * @param operands what products take
   */
  static List<Application> of(Graph graph, List<Application> applications, DType operands) {
    if (operands == DType.F32) {
      return applications;
    }
    OperandRounding rounding = new OperandRounding(graph, operands);
    applications.forEach(rounding::add);
    return rounding.result;
  }

  private void add(Application application) {
    if (application.op() instanceof Effect effect) {
      rounded.clear();
      inLoop = effect instanceof Enter || inLoop && !(effect instanceof Again);
    }
    result.add(
        !inLoop && isProduct(application)
            ? new Application(
                application.op(),
                application.inputs().stream().map(this::rounded).toList(),
                application.outputs())
            : application);
  }

  /** What has two operands, and neither bias nor epilogue yet. */
  static boolean isProduct(Application application) {
    return application.op() instanceof MatrixProduct || application.op() instanceof Convolution;
  }

  private Node rounded(Node operand) {
    return rounded.computeIfAbsent(
        operand,
        node -> {
          List<Node> cast = new ArrayList<>();
          result.addAll(
              graph.added(
                  () ->
                      cast.add(Elementwise.cast(node, operands).named("rounded " + node.name()))));
          return cast.get(0);
        });
  }
}
