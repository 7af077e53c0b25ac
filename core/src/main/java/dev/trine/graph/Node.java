package dev.trine.graph;

import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;

/** A tensor value of a graph: one output of one application of an op. Compared by identity. */
public final class Node {
  private final Graph graph;
  private final TensorType type;
  private String name;
  private Application producer;

  Node(Graph graph, TensorType type, String name) {
    this.graph = graph;
    this.type = type;
    this.name = name;
  }

  void producedBy(Application application) {
    producer = application;
  }

  public Graph graph() {
    return graph;
  }

  /** The application in which this value arises. */
  public Application producer() {
    return producer;
  }

  public TensorType tensorType() {
    return type;
  }

  public DType type() {
    return type.type();
  }

  public Shape shape() {
    return type.shape();
  }

  /** What messages call this value, for instance {@code dense/1/output}. */
  public String name() {
    return name;
  }

  /** Gives this value a name for messages; the last name holds. */
  public Node named(String newName) {
    name = newName;
    return this;
  }

  @Override
  public String toString() {
    return name + " " + type;
  }
}
