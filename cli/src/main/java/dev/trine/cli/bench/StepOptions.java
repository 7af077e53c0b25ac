package dev.trine.cli.bench;

import dev.trine.cli.option.AtLeastOne;
import dev.trine.cli.option.OptimizerName;
import dev.trine.nn.Network;
import dev.trine.train.Optimizer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which step is measured. */
final class StepOptions {
  /**
   * So small that the network does not learn its one batch by heart: gradients that vanish are
   * subnormal numbers, on which CPUs are slow.
   */
  private static final double RATE = 1e-9;

  @ArgGroup(multiplicity = "1")
  private BenchedNetwork benched;

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

  /** What is trained, on how many examples a step, by what: {@code lenet, batch 128, adam}. */
  String name() {
    return "%s, batch %s, %s".formatted(benched.name(), batch, optimizer);
  }

  Network network() {
    return benched.network();
  }

  int batch() {
    return batch;
  }

  Optimizer optimizer() {
    return optimizer.at(RATE);
  }
}
