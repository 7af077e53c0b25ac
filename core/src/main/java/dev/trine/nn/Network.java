package dev.trine.nn;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.graph.Application;
import dev.trine.graph.Computation;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;

/**
 * An architecture: layers one behind the other, without weights.
 *
 * @param input the shape of one example
 */
public record Network(Shape input, List<Layer> layers) {
  public Network {
    layers = List.copyOf(layers);
  }

  /**
   * A network that takes examples of shape {@code input}.
   *
   * @throws IllegalArgumentException if a layer cannot take what the one before it gives
   */
  public static Network of(Shape input, Layer... layers) {
    Network network = new Network(input, List.of(layers));
    network.layout();
    return network;
  }

  /** This network with initial weights, on a backend. Close the model, not the network. */
  public Model initialise(Backend backend, long seed) {
    return Model.initialise(this, backend, seed);
  }

  /** The shape of the output for one example. */
  public Shape output() {
    return trace(new ShapeTrace()).shape().example();
  }

  /** The activation that the last layer applies. */
  Activation lastActivation() {
    if (layers.isEmpty()) {
      return Activation.IDENTITY;
    }
    Layer last = layers.get(layers.size() - 1);
    return last instanceof Dense dense
        ? dense.activation()
        : last instanceof Activate activate ? activate.activation() : Activation.IDENTITY;
  }

  /** The parameters and their places. */
  public ParameterLayout layout() {
    ShapeTrace shapes = new ShapeTrace();
    trace(shapes);
    return new ParameterLayout(shapes.parameters());
  }

  private Node trace(ShapeTrace shapes) {
    Graph graph = shapes.graph();
    return apply(shapes, graph.input("features", TensorType.f32(input.batched(1))));
  }

  /** Adds all layers to a graph; {@code scope} knows in which layer it is. */
  Node apply(LayerScope scope, Node features) {
    Node out = features;
    for (Layer layer : layers) {
      scope.enter(layer);
      try {
        Node in = out;
        int before = in.graph().applications().size();
        out = layer.apply(scope, in);
        nameInner(scope, in.graph(), before);
        if (out != in) {
          out.named(scope.path("output"));
        }
      } catch (IllegalArgumentException unfit) {
        throw new IllegalArgumentException(scope.path() + ": " + unfit.getMessage(), unfit);
      }
    }
    return out;
  }

  /** Names the values that a layer computes on its way by its path, for messages and profiles. */
  private static void nameInner(LayerScope scope, Graph graph, int from) {
    List<Application> all = graph.applications();
    for (Application application : all.subList(from, all.size())) {
      if (application.op() instanceof Computation) {
        application.outputs().forEach(node -> node.named(scope.path(node.name())));
      }
    }
  }
}
