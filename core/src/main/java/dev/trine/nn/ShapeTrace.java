package dev.trine.nn;

import dev.trine.backend.op.StepState;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.nn.Parameter.Role;
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
    return tensor(name, shape, initialiser, decays ? Role.DECAYING : Role.TRAINED);
  }

  @Override
  public Node state(String name, Shape shape, Initialiser initialiser) {
    return tensor(name, shape, initialiser, Role.STATE);
  }

  private Node tensor(String name, Shape shape, Initialiser initialiser, Role role) {
    if (parameters.stream().anyMatch(p -> p.name().equals(path(name)))) {
      throw new IllegalArgumentException(
          "the layer asks twice for a parameter '%s'".formatted(name));
    }
    parameters.add(new Parameter(path(name), shape, initialiser, role));
    return graph.input(path(name), TensorType.f32(shape));
  }

  @Override
  public void next(String name, Node value) {
    Parameter state =
        parameters.stream()
            .filter(p -> p.name().equals(path(name)) && p.role() == Role.STATE)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the layer sets a state '%s' that it has not asked for".formatted(name)));
    if (!value.tensorType().equals(TensorType.f32(state.shape()))) {
      throw new IllegalArgumentException(
          "the layer sets its state '%s' of shape %s to %s"
              .formatted(name, state.shape(), value.tensorType()));
    }
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
