package dev.trine.graph.compile;

import dev.trine.backend.Backend;
import dev.trine.backend.op.Reduction;
import dev.trine.backend.op.SumOrder;
import dev.trine.graph.Application;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Op;
import dev.trine.graph.Split;
import dev.trine.graph.Stack;
import dev.trine.graph.ops.ConvolveFilters;
import dev.trine.graph.ops.Reduce;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Has portable backends add up gradients by blocks of {@value SumOrder#BLOCK} examples where an
 * example has several terms in them, the places of an image: what the blocks come to is added in
 * adjacent pairs. {@link SumOrder} and {@link TermBlocks} cut sums by terms, so that examples of,
 * say, 36 places each would not make a part of the tree of a larger batch.
 *
 * <p>Examples are along the first axis, as they are of images, for which this is, and of the biases
 * of their channels. Where that axis is another, such as time, the order is as good as any.
 */
final class ExampleBlocks {
  private final Graph graph;
  private final List<Application> result = new ArrayList<>();

  private ExampleBlocks(Graph graph) {
    this.graph = graph;
  }

  /** The same computation, in that order where the backend is portable. */
  static List<Application> of(Graph graph, List<Application> applications, Backend backend) {
    if (!backend.fingerprint().equals(Backend.PORTABLE)) {
      return applications;
    }
    ExampleBlocks blocks = new ExampleBlocks(graph);
    applications.forEach(blocks::add);
    return blocks.result;
  }

  private void add(Application application) {
    if (!addsUpExamples(application)) {
      result.add(application);
      return;
    }
    List<Node> sum = new ArrayList<>();
    List<Application> parts = graph.added(() -> sum.add(PairSum.of(blocks(application))));
    result.addAll(Renaming.of(parts, sum, application.outputs()));
  }

  /** Whether its sums are over several terms of each of more than a block of examples. */
  private static boolean addsUpExamples(Application application) {
    if (application.op() instanceof ConvolveFilters) {
      return examples(application.input(0)) > SumOrder.BLOCK;
    }
    if (!(application.op() instanceof Reduce reduce) || application.input(0).shape().rank() < 3) {
      return false;
    }
    long examples = examples(application.input(0));
    long length = reduce.spec().length();
    return reduce.spec().outer() == 1
        && examples > SumOrder.BLOCK
        && length > examples
        && length % examples == 0;
  }

  private static long examples(Node node) {
    return node.shape().dimension(0);
  }

  /** What each block of examples comes to, [blocks, …]. */
  private Node blocks(Application application) {
    long[] extents = extents(examples(application.input(0)));
    List<List<Node>> inputs =
        application.inputs().stream().map(input -> Split.split(input, extents)).toList();
    List<Node> parts = new ArrayList<>();
    for (int i = 0; i < extents.length; i++) {
      int block = i;
      Node[] ofBlock = inputs.stream().map(all -> all.get(block)).toArray(Node[]::new);
      parts.add(graph.apply(ofBlock(application, extents[i]), ofBlock));
    }
    return Stack.stack(parts);
  }

  /** The same op of so many examples. */
  private static Op ofBlock(Application application, long examples) {
    if (!(application.op() instanceof Reduce reduce)) {
      return application.op();
    }
    Reduction all = reduce.spec();
    long terms = all.length() / examples(application.input(0));
    return new Reduce(
        new Reduction(all.kind(), 1, examples * terms, all.inner(), all.scale()), reduce.shape());
  }

  /** The examples of each block. */
  private static long[] extents(long examples) {
    long[] extents = new long[(int) SumOrder.blocks(examples)];
    Arrays.fill(extents, SumOrder.BLOCK);
    extents[extents.length - 1] = examples - SumOrder.BLOCK * (extents.length - 1L);
    return extents;
  }
}
