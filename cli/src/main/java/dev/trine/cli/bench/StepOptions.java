package dev.trine.cli.bench;

import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.sgd;

import dev.trine.cli.option.AtLeastOne;
import dev.trine.nn.Network;
import dev.trine.train.Optimizer;
import java.util.Locale;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which step is measured. */
final class StepOptions {
  /**
   * What {@code --optimizer} takes. The rate is so small that the network does not learn its one
   * batch by heart: gradients that vanish are subnormal numbers, on which CPUs are slow.
   */
  enum Rule {
    ADAM(adam(1e-9)),
    SGD(sgd(1e-9));

    private final Optimizer optimizer;

    Rule(Optimizer optimizer) {
      this.optimizer = optimizer;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

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
  private Rule rule;

  /** What is trained, on how many examples a step, by what: {@code lenet, batch 128, adam}. */
  String name() {
    return "%s, batch %s, %s".formatted(benched.name(), batch, rule);
  }

  Network network() {
    return benched.network();
  }

  int batch() {
    return batch;
  }

  Optimizer optimizer() {
    return rule.optimizer;
  }
}
