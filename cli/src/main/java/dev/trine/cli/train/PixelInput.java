package dev.trine.cli.train;

import dev.trine.data.Dataset;
import dev.trine.nn.Layer;
import dev.trine.nn.Layers;
import dev.trine.nn.Network;
import dev.trine.nn.Vertex;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Lets networks of numbers take images of bytes, by a layer before their first ones. */
final class PixelInput {
  /** Bytes as numbers from 0 to 1. */
  static final Layer SCALE = Layers.scale(1 / 255.0, 0);

  private static final String LAYER = "pixels";

  private PixelInput() {}

  /**
   * A network with a layer before it that makes what it takes of bytes, if it takes as many numbers
   * as a vector or an image; any other network as it is.
   */
  static Network of(Network network, TensorType features) {
    if (features.type() != DType.U8 || network.inputs().size() != 1) {
      return network;
    }
    Network.Input input = network.inputs().get(0);
    Shape taken = input.type().shape();
    boolean fits =
        input.type().type() == DType.F32
            && taken.elements() == features.shape().elements()
            && (taken.rank() == 1 || taken.rank() == 3);
    return fits ? before(network, input, features) : network;
  }

  private static Network before(Network network, Network.Input input, TensorType features) {
    List<Vertex> layers = new ArrayList<>();
    layers.add(new Vertex(LAYER, pixels(input.type().shape()), LAYER, List.of(Dataset.FEATURES)));
    for (Vertex vertex : network.layers()) {
      List<String> inputs =
          vertex.inputs().stream().map(name -> name.equals(input.name()) ? LAYER : name).toList();
      layers.add(new Vertex(vertex.name(), vertex.layer(), vertex.weights(), inputs));
    }
    return new Network(
        List.of(new Network.Input(Dataset.FEATURES, features)),
        layers,
        network.outputs(),
        network.frozen());
  }

  private static Layer pixels(Shape taken) {
    if (taken.rank() == 1) {
      return Layers.sequence(SCALE, Layers.flatten());
    }
    int height = (int) taken.dimension(0);
    int width = (int) taken.dimension(1);
    int channels = (int) taken.dimension(2);
    return Layers.sequence(SCALE, Layers.flatten(), Layers.image(height, width, channels));
  }
}
