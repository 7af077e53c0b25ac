package dev.trine.graph.compile;

import dev.trine.backend.Backend;
import dev.trine.backend.op.SumOrder;
import dev.trine.graph.Application;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Stack;
import dev.trine.graph.ops.MatrixProduct;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives products of portable backends the order of other sums: blocks of {@value SumOrder#BLOCK}
 * terms, each a chain, are added in adjacent pairs as {@link SumOrder} adds its blocks. So the
 * gradient of a weight by 2^k whole blocks of examples is a part of that by a larger batch, and
 * replicas that add up theirs have the bits of one device. That is not so of recurrent networks,
 * whose products have a term for each step of each example, [time, batch, …].
 *
 * <p>What products take for that is memory for the results of all blocks. Bias and epilogue are
 * fused with the last pass that adds them up.
 */
final class TermBlocks {
  private final Graph graph;
  private final List<Application> result = new ArrayList<>();

  private TermBlocks(Graph graph) {
    this.graph = graph;
  }

  /** The same computation, in that order where the backend is portable. */
  static List<Application> of(Graph graph, List<Application> applications, Backend backend) {
    if (!backend.fingerprint().equals(Backend.PORTABLE)) {
      return applications;
    }
    TermBlocks blocks = new TermBlocks(graph);
    applications.forEach(blocks::add);
    return blocks.result;
  }

  private void add(Application application) {
    if (application.op() instanceof MatrixProduct product
        && product.terms(application.input(0).shape()) > SumOrder.BLOCK
        && application.output(0).shape().elements() > 0) {
      List<Node> sum = new ArrayList<>();
      List<Application> parts =
          graph.added(
              () ->
                  sum.add(PairSum.of(blocks(product, application.input(0), application.input(1)))));
      result.addAll(Renaming.of(parts, sum, application.outputs()));
    } else {
      result.add(application);
    }
  }

  /** What each block comes to. */
  private static Node blocks(MatrixProduct product, Node a, Node b) {
    long terms = product.terms(a.shape());
    long whole = terms / SumOrder.BLOCK;
    long rest = terms % SumOrder.BLOCK;
    List<Node> parts = new ArrayList<>();
    long together = a.shape().rank() == 2 ? whole : 1;
    for (long block = 0; block < whole; block += together) {
      long first = block * SumOrder.BLOCK;
      parts.add(PartialProducts.of(product, a, b, first, SumOrder.BLOCK, together));
    }
    if (rest > 0) {
      parts.add(PartialProducts.of(product, a, b, terms - rest, rest, 1));
    }
    return parts.size() == 1 ? parts.get(0) : Stack.concatenate(parts);
  }
}
