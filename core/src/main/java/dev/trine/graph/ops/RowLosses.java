package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.index;
import static dev.trine.expression.Arithmetic.intEqual;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.whole;

import dev.trine.backend.View;
import dev.trine.expression.Expression;
import dev.trine.graph.Application;
import dev.trine.graph.Constant;
import dev.trine.graph.Node;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What the losses have in common. Output 0 is [measures, rows]: of each row its loss first, and
 * then what has no gradient. Output 1 is the derivative of the losses by what the network gives,
 * [rows, …].
 */
final class RowLosses {
  private RowLosses() {}

  /** The gradient with respect to what the network gives. */
  static Node gradient(String name, Application application, List<Node> outputGradients) {
    if (outputGradients.get(1) != null) {
      throw new UnsupportedOperationException("The loss %s has no second gradient".formatted(name));
    }
    return times(application.output(1), outputGradients.get(0));
  }

  /**
   * Derivatives of the losses, [rows, …], times the gradients of these.
   *
   * @param gradients of output 0
   */
  static Node times(Node derivative, Node gradients) {
    OptionalDouble constant = Constant.valueOf(gradients);
    return constant.isPresent()
        ? Elementwise.multiply(derivative, constant.getAsDouble())
        : Elementwise.multiplyRows(derivative, ofLosses(gradients));
  }

  /** Those of the losses alone, [rows]. */
  private static Node ofLosses(Node gradients) {
    Expression isLoss = intEqual(index(0), whole(0));
    Node losses = Elementwise.of(select(isLoss, load(0), constant(0)), gradients);
    long rows = gradients.shape().dimension(1);
    return Reduce.sum(losses, 1, gradients.shape().dimension(0), rows, Shape.of(rows));
  }

  /** Whether the derivative is. */
  static boolean isWanted(List<View> outputs) {
    return outputs.get(1) != null;
  }

  /** Where the results of rows go: the derivative, if it is wanted, and then each measure. */
  static List<View> results(List<View> outputs) {
    List<View> results = new ArrayList<>();
    if (isWanted(outputs)) {
      results.add(outputs.get(1));
    }
    View measures = outputs.get(0);
    for (long m = 0; m < measures.shape().dimension(0); m++) {
      results.add(measures.slice(m, m + 1));
    }
    return results;
  }
}
