package dev.trine.nn;

import dev.trine.backend.StepState;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.TensorType;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Traces a network to learn its shapes and parameters; the graph is thrown away. */
final class Declaration extends LayerScope {
  private final Graph graph = new Graph();
  private final List<Parameter> parameters = new ArrayList<>();

  Graph graph() {
    return graph;
  }

  List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public Node parameter(String name, Shape shape, Initialiser initialiser, boolean decays) {
    parameters.add(new Parameter(path(name), shape, initialiser, decays));
    return graph.input(path(name), TensorType.f32(shape));
  }

  @Override
  public boolean training() {
    return true;
  }

  @Override
  public Node stepState() {
    return graph.input("step", new TensorType(DType.I32, Shape.of(StepState.ELEMENTS)));
  }

  @Override
  public long seed() {
    return 0;
  }
}
