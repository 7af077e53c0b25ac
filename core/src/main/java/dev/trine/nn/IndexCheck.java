package dev.trine.nn;

import dev.trine.DataException;
import dev.trine.data.Dataset;
import dev.trine.graph.Alias;
import dev.trine.graph.Application;
import dev.trine.graph.Input;
import dev.trine.graph.Node;
import dev.trine.graph.ops.Gather;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether the inputs by which a network finds rows of a table, such as the numbers of words, are
 * numbers of rows. A device makes NaN of others, of which nobody would know where they come from.
 */
final class IndexCheck {
  private IndexCheck() {}

  /**
   * Looks at all examples, unless they are others whenever they are asked for.
   *
   * @throws DataException that names field and example
   */
  static void check(Network network, Dataset dataset) {
    if (dataset.examples().areFixed()) {
      rows(network).forEach((input, rows) -> check(dataset, input, rows));
    }
  }

  /** The rows of the smallest table that an input is an index into, by the input's name. */
  static Map<String, Long> rows(Network network) {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (Application application : network.graph().applications()) {
      if (application.op() instanceof Gather
          && source(application.input(1)).producer().op() instanceof Input input) {
        rows.merge(input.name(), application.input(0).shape().dimension(0), Math::min);
      }
    }
    return rows;
  }

  private static Node source(Node node) {
    return node.producer().op() instanceof Alias ? source(node.producer().input(0)) : node;
  }

  private static void check(Dataset dataset, String input, long rows) {
    for (int example = 0; example < dataset.size(); example++) {
      for (double index : dataset.read(input, example)) {
        if (index < 0 || index >= rows) {
          throw new DataException(
              "Example %s of field '%s' has the index %s, expected one of 0 to %s; the network has a table of so many rows, as embedding(count, width) says"
                  .formatted(example, input, (long) index, rows - 1));
        }
      }
    }
  }
}
