package dev.trine.nn;

import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Describes a network layer by layer. A layer takes what is named behind it; of no names, what was
 * added last.
 */
public final class NetworkBuilder {
  private final List<Network.Input> inputs = new ArrayList<>();
  private final List<Vertex> layers = new ArrayList<>();
  private final Map<String, Integer> kinds = new HashMap<>();
  private List<String> outputs = List.of();
  private Set<String> frozen = Set.of();
  private String last;

  NetworkBuilder() {}

  /**
   * Something that the network takes, F32.
   *
   * @param shape of one example
   */
  public NetworkBuilder input(String name, Shape shape) {
    return input(name, TensorType.f32(shape));
  }

  /**
   * Something that the network takes.
   *
   * @param type of one example
   */
  public NetworkBuilder input(String name, TensorType type) {
    inputs.add(new Network.Input(name, type));
    last = name;
    return this;
  }

  /** A layer behind what was added last, called by its kind and number: {@code dense/0}. */
  public NetworkBuilder layer(Layer layer) {
    String kind = LayerJson.nameOf(layer);
    int number = kinds.merge(kind, 1, Integer::sum) - 1;
    return layer(kind + "/" + number, layer);
  }

  /**
   * A layer.
   *
   * @param from the inputs or layers whose values it takes; {@code halves:1} is the second output
   *     of {@code halves}
   */
  public NetworkBuilder layer(String name, Layer layer, String... from) {
    return add(new Vertex(name, layer, name, from(from)));
  }

  /**
   * A layer once more, with the same weights.
   *
   * @param owner the layer whose weights they are
   * @throws IllegalArgumentException if there is no layer of that name yet
   */
  public NetworkBuilder share(String name, String owner, String... from) {
    Vertex shared =
        layers.stream()
            .filter(vertex -> vertex.name().equals(owner))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "'%s' shares the weights of '%s', which no layer before it is called"
                            .formatted(name, owner)));
    return add(new Vertex(name, shared.layer(), shared.weights(), from(from)));
  }

  private NetworkBuilder add(Vertex vertex) {
    layers.add(vertex);
    last = vertex.name();
    return this;
  }

  private List<String> from(String... names) {
    if (names.length == 0 && last == null) {
      throw new IllegalArgumentException("The network has no input yet: begin with input(…)");
    }
    return names.length == 0 ? List.of(last) : List.of(names);
  }

  /** What the network gives; if nothing is said, what was added last. */
  public NetworkBuilder output(String... names) {
    outputs = List.of(names);
    return this;
  }

  /** Paths whose parameters are not trained, see {@link Network#frozen}. */
  public NetworkBuilder freeze(String... paths) {
    frozen = Set.of(paths);
    return this;
  }

  /**
   * The network.
   *
   * @throws IllegalArgumentException if something does not fit, see {@link Network}
   */
  public Network build() {
    boolean impliesOutput = outputs.isEmpty() && last != null;
    return new Network(inputs, layers, impliesOutput ? List.of(last) : outputs, frozen);
  }
}
