package dev.trine.nn;

import dev.trine.backend.op.StepState;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Traces a network to learn its shapes and parameters; the graph is thrown away. */
final class ShapeTrace extends LayerScope {
  private final Graph graph = new Graph();
  private final Node stepState =
      graph.input("step", new TensorType(DType.I32, Shape.of(StepState.ELEMENTS)));
  private final List<Parameter> parameters = new ArrayList<>();

  Graph graph() {
    return graph;
  }

  List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public Node parameter(String name, Shape shape, Initialiser initialiser, boolean decays) {
    if (parameters.stream().anyMatch(p -> p.name().equals(path(name)))) {
      throw new IllegalArgumentException(
          "the layer asks twice for a parameter '%s'".formatted(name));
    }
    parameters.add(new Parameter(path(name), shape, initialiser, decays));
    return graph.input(path(name), TensorType.f32(shape));
  }

  @Override
  public boolean training() {
    return true;
  }

  @Override
  public Node stepState() {
    return stepState;
  }

  @Override
  public long seed() {
    return 0;
  }
}
