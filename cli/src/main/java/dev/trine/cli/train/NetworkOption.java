package dev.trine.cli.train;

import dev.trine.backend.Activation;
import dev.trine.cli.option.NetworkFile;
import dev.trine.cli.option.Widths;
import dev.trine.cli.train.source.Parts;
import dev.trine.data.Dataset;
import dev.trine.nn.Layers;
import dev.trine.nn.Network;
import dev.trine.nn.NetworkBuilder;
import dev.trine.tensor.DType;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --network} or {@code --hidden}: what is trained. */
final class NetworkOption {
  private static final List<Integer> WIDTHS = List.of(64, 32);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--network",
      paramLabel = "FILE",
      converter = NetworkFile.Converter.class,
      description = "A network as JSON, such as examples/networks/lenet.json.")
  private NetworkFile file;

  @Option(
      names = "--hidden",
      paramLabel = "N,N",
      converter = Widths.Converter.class,
      description =
          "Widths of hidden layers, all of them dense. Default: 64,32; images of at least 8x8 pixels"
              + " have convolutions.")
  private Widths hidden;

  /** Refuses both of them. */
  void check() {
    if (file != null && hidden != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--network and --hidden are mutually exclusive: a network has its own layers");
    }
  }

  /** The network for the examples of a training part, which gives so many numbers. */
  Network network(Parts parts, int outputs) {
    TensorType features = parts.train().field(Dataset.FEATURES).type();
    if (file != null) {
      return PixelInput.of(file.network(), features);
    }
    return hidden == null && ImageNetwork.suits(features)
        ? ImageNetwork.of(features, outputs)
        : dense(features, parts.preparation().isPresent(), outputs);
  }

  /** What was chosen, by its name. */
  Map<String, Object> settings() {
    return file == null
        ? Map.of("hidden", hidden == null ? WIDTHS : hidden.values())
        : Map.of("network", file.name());
  }

  private Network dense(TensorType features, boolean isPrepared, int outputs) {
    NetworkBuilder network = Network.builder().input(Dataset.FEATURES, features);
    if (features.type() == DType.U8) {
      network.layer(PixelInput.SCALE);
    } else if (features.type() != DType.F32) {
      network.layer(Layers.scale(1, 0));
    }
    if (features.shape().rank() != 1) {
      network.layer(Layers.flatten());
    }
    if (features.type() != DType.U8 && !isPrepared) {
      network.layer(Layers.batchNorm()); // numbers of whatever size
    }
    List<Integer> widths = hidden == null ? WIDTHS : hidden.values();
    widths.forEach(width -> network.layer(Layers.dense(width, Activation.RELU)));
    return network.layer(Layers.dense(outputs)).build();
  }
}
