package dev.trine.nn;

import dev.trine.backend.op.StepState;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.nn.Parameter.Role;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Traces a network to learn its shapes and parameters; the graph is thrown away. */
final class ShapeTrace extends LayerScope {
  private final Graph graph = new Graph();
  private final Node stepState =
      graph.variable("step", new TensorType(DType.I32, Shape.of(StepState.ELEMENTS)));
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, Owner> owners = new LinkedHashMap<>();
  private final Set<String> asked = new HashSet<>();
  private final Map<String, Node> next = new LinkedHashMap<>();
  private final Map<String, Shape> carried = new LinkedHashMap<>();
  private final Map<String, Node> carry = new LinkedHashMap<>();

  ShapeTrace(Set<String> frozen) {
    super(frozen);
  }

  Graph graph() {
    return graph;
  }

  /** In the order in which they were first asked for. */
  List<Parameter> parameters() {
    return List.copyOf(parameters.values());
  }

  /** The layer, or part of one, that first asked for each parameter, by its name. */
  Map<String, Owner> owners() {
    return Collections.unmodifiableMap(owners);
  }

  /** Checks that every path that is frozen has parameters. */
  void checkFrozen() {
    for (String path : frozen()) {
      boolean isKnown =
          parameters.keySet().stream()
              .anyMatch(name -> name.equals(path) || name.startsWith(path + "/"));
      if (!isKnown) {
        throw new IllegalArgumentException(
            "There is nothing to freeze in '%s': the parameters are %s"
                .formatted(path, parameters.keySet()));
      }
    }
  }

  /** Checks that what state becomes is known at the end of a step, and not in a loop only. */
  void checkNext() {
    next.forEach(
        (name, value) -> {
          if (!graph.applications().contains(value.producer())) {
            throw new IllegalArgumentException(
                "The state '%s' would change in each turn of a fixed point; freeze its layer, or take one without state there, such as layerNorm()"
                    .formatted(name));
          }
        });
    carry.forEach(
        (name, value) -> {
          if (!graph.applications().contains(value.producer())) {
            throw new IllegalArgumentException(
                "'%s' would be carried to the next batch from each turn of a fixed point; take a layer there that carries nothing"
                    .formatted(name));
          }
        });
  }

  /** What layers carry from batch to batch, by name, with a first axis of one row. */
  Map<String, Shape> carried() {
    return carried;
  }

  @Override
  public Node parameter(String name, Shape shape, Initialiser initialiser, boolean decays) {
    return tensor(name, shape, initialiser, decays ? Role.DECAYING : Role.TRAINED);
  }

  @Override
  public Node state(String name, Shape shape, Initialiser initialiser) {
    return tensor(name, shape, initialiser, Role.STATE);
  }

  @Override
  public Node carried(String name, Shape shape) {
    if (carried.putIfAbsent(place(name), shape) != null) {
      throw new IllegalArgumentException(
          "the layer asks twice for what it carries as '%s'".formatted(name));
    }
    return graph.variable(CarriedState.variable(place(name)), TensorType.f32(shape));
  }

  @Override
  public void carry(String name, Node value) {
    Shape shape = carried.get(place(name));
    if (shape == null || !value.tensorType().equals(TensorType.f32(shape))) {
      throw new IllegalArgumentException(
          "the layer carries %s as '%s', for which it has asked as %s"
              .formatted(value.tensorType(), name, shape == null ? "nothing" : shape));
    }
    carry.put(place(name), value);
  }

  private Node tensor(String name, Shape shape, Initialiser initialiser, Role role) {
    if (!asked.add(place(name))) {
      throw new IllegalArgumentException(
          "the layer asks twice for a parameter '%s', or two have one path, '%s'"
              .formatted(name, place(name)));
    }
    Parameter parameter =
        new Parameter(path(name), shape, initialiser, isFrozen(name) ? Role.FROZEN : role);
    owners.putIfAbsent(path(name), new Owner(layer(), around()));
    Parameter shared = parameters.putIfAbsent(path(name), parameter);
    if (shared != null && (!shared.shape().equals(shape) || shared.role() != parameter.role())) {
      throw new IllegalArgumentException(
          "it shares the parameter '%s' of shape %s, %s, but here that would be of shape %s, %s"
              .formatted(path(name), shared.shape(), shared.role(), shape, parameter.role()));
    }
    return graph.variable(path(name), TensorType.f32(shape));
  }

  @Override
  public void next(String name, Node value) {
    Parameter state = parameters.get(path(name));
    if (state == null || state.role() != Role.STATE && state.role() != Role.FROZEN) {
      throw new IllegalArgumentException(
          "the layer sets a state '%s' that it has not asked for".formatted(name));
    }
    if (!value.tensorType().equals(TensorType.f32(state.shape()))) {
      throw new IllegalArgumentException(
          "the layer sets its state '%s' of shape %s to %s"
              .formatted(name, state.shape(), value.tensorType()));
    }
    next.put(path(name), value);
  }

  @Override
  public boolean training() {
    return !isFrozen();
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
