package dev.trine.graph;

import java.util.List;

/** An op applied to nodes. Compared by identity. */
public final class Application {
  private final Op op;
  private final List<Node> inputs;
  private final List<Node> outputs;

  public Application(Op op, List<Node> inputs, List<Node> outputs) {
    this.op = op;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
  }

  public Op op() {
    return op;
  }

  public List<Node> inputs() {
    return inputs;
  }

  public List<Node> outputs() {
    return outputs;
  }

  public Node input(int index) {
    return inputs.get(index);
  }

  public Node output(int index) {
    return outputs.get(index);
  }

  @Override
  public String toString() {
    return outputs + " = " + op + inputs;
  }
}
