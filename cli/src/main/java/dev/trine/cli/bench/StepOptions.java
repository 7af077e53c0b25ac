package dev.trine.cli.bench;

import dev.trine.backend.Backend;
import dev.trine.cli.option.AtLeastOne;
import dev.trine.cli.option.OptimizerName;
import dev.trine.cli.option.Widths;
import dev.trine.train.Optimizer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which step is measured. */
final class StepOptions {
  /**
   * So small that the network does not learn its one batch by heart: gradients that vanish are
   * subnormal numbers, on which CPUs are slow.
   */
  private static final double RATE = 1e-9;

  @Option(
      names = "--net",
      paramLabel = "N,N,N",
      required = true,
      converter = Widths.Converter.class,
      description = "Widths from the input to the output.")
  private Widths net;

  @Option(
      names = "--batch",
      paramLabel = "N",
      required = true,
      converter = AtLeastOne.class,
      description = "Examples a step.")
  private int batch;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      description = "${COMPLETION-CANDIDATES}.",
      defaultValue = "adam")
  private OptimizerName optimizer;

  /** Checks that there is a layer. */
  void check(CommandSpec spec) {
    if (net.values().size() < 2) {
      throw new ParameterException(
          spec.commandLine(),
          "--net %s has no layer; expected input and output width at least, such as 784,10"
              .formatted(net));
    }
  }

  Widths net() {
    return net;
  }

  int batch() {
    return batch;
  }

  Optimizer optimizer() {
    return optimizer.at(RATE);
  }

  /** The step by itself, on a backend. */
  TrainingStep on(Backend backend) {
    return new TrainingStep(backend, net, batch, optimizer(), optimizer.toString());
  }
}
