package dev.trine.cli.bench;

import dev.trine.backend.Activation;
import dev.trine.cli.option.NetworkFile;
import dev.trine.cli.option.Widths;
import dev.trine.nn.Layer;
import dev.trine.nn.Layers;
import dev.trine.nn.Network;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The network that is measured: of dense layers, or from a file. */
final class BenchedNetwork {
  private String name;
  private Network network;

  @Option(
      names = "--net",
      paramLabel = "N,N,N",
      required = true,
      converter = Widths.Converter.class,
      description = "A classifier with ReLU layers: its widths from the input to the output.")
  private void dense(Widths widths) {
    if (widths.values().size() < 2) {
      throw new TypeConversionException(
          "'%s' has no layer; expected input and output width at least, such as 784,10"
              .formatted(widths));
    }
    List<Layer> layers = new ArrayList<>();
    for (int width : widths.values().subList(1, widths.values().size() - 1)) {
      layers.add(Layers.dense(width, Activation.RELU));
    }
    layers.add(Layers.dense(widths.last()));
    name = widths.toString();
    network = Network.of(Shape.of(widths.first()), layers.toArray(Layer[]::new));
  }

  @Option(
      names = "--network",
      paramLabel = "FILE",
      required = true,
      converter = NetworkFile.Converter.class,
      description = "A network as JSON, such as examples/networks/lenet.json.")
  private void described(NetworkFile file) {
    name = file.name();
    network = file.network();
  }

  /** In a few words. */
  String name() {
    return name;
  }

  Network network() {
    return network;
  }
}
