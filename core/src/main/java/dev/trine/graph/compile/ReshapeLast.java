package dev.trine.graph.compile;

import static dev.trine.graph.Reshape.reshape;

import dev.trine.expression.Expression.Index;
import dev.trine.expression.Parts;
import dev.trine.graph.Application;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Reshape;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.MatrixProduct;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Moves reshapes behind the expressions that take them, {@code f(reshape(x))} to {@code
 * reshape(f(x))}, so that an expression is seen to follow what computes x, and can be fused with
 * it.
 */
final class ReshapeLast {
  private final Map<Node, Application> producers = new HashMap<>();
  private final List<Application> moved = new ArrayList<>();

  private ReshapeLast() {}

  /** The same computation with reshapes later. */
  static List<Application> of(List<Application> applications) {
    ReshapeLast last = new ReshapeLast();
    applications.forEach(last::add);
    return last.moved;
  }

  private void add(Application application) {
    Shape shape = application.op() instanceof Elementwise op ? shapeBefore(op, application) : null;
    List<Application> added =
        shape == null ? List.of(application) : movedBehind(application, shape);
    moved.addAll(added);
    added.forEach(one -> one.outputs().forEach(output -> producers.put(output, one)));
  }

  /** The shape before the reshape that an expression takes, if it can be computed there. */
  private Shape shapeBefore(Elementwise op, Application application) {
    if (Parts.of(List.of(op.value())).stream().anyMatch(part -> part instanceof Index)) {
      return null;
    }
    Shape found = null;
    for (Node input : application.inputs()) {
      Node source = source(input);
      if (input.shape().elements() == op.shape().elements()) {
        if (found == null && source != input && isFusible(source)) {
          found = source.shape();
        }
      } else if (input.shape().rank() > 0) {
        return null; // is broadcast along axes that it would not have
      }
    }
    return found;
  }

  private boolean isFusible(Node node) {
    Application producer = producers.get(node);
    return producer.op() instanceof Elementwise || producer.op() instanceof MatrixProduct;
  }

  /** What a node is a reshape of; the node itself if it is none. */
  private Node source(Node node) {
    Node source = node;
    while (producers.get(source).op() instanceof Reshape) {
      source = producers.get(source).input(0);
    }
    return source;
  }

  private List<Application> movedBehind(Application application, Shape shape) {
    Elementwise op = (Elementwise) application.op();
    Node output = application.output(0);
    Graph graph = output.graph();
    List<Node> results = new ArrayList<>();
    List<Application> parts =
        graph.added(
            () -> {
              Node[] inputs =
                  application.inputs().stream().map(in -> under(in, shape)).toArray(Node[]::new);
              Node value = graph.apply(new Elementwise(op.value(), op.stored(), shape), inputs);
              results.add(graph.apply(new Reshape(op.shape()), value.named(output.name())));
            });
    return Renaming.of(parts, results, application.outputs());
  }

  private Node under(Node node, Shape shape) {
    Node source = source(node);
    if (source.shape().equals(shape)) {
      return source;
    }
    return node.shape().rank() == 0 ? node : reshape(node, shape);
  }
}
