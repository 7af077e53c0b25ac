package dev.trine.cli.bench;

import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.sgd;

import dev.trine.cli.option.AtLeastOne;
import dev.trine.cli.option.Widths;
import dev.trine.train.Optimizer;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code trine bench step}. */
@Command(
    name = "step",
    description = {
      "Measure whole training steps: forward, backward and update, with ReLU between layers and"
          + " softmax cross-entropy at the end.",
      "Features and labels are on the device before the clock starts and stay there: this measures"
          + " computing, not transfers. The FLOP count is that of the matrix products, 6 x batch x"
          + " in x out a layer, 4 for the first, whose input needs no gradient."
    },
    showDefaultValues = true)
final class BenchStep implements Runnable {
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

  @Spec private CommandSpec spec;

  @Mixin private BenchOptions options;

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
  private Rule rule;

  @Override
  public void run() {
    if (net.values().size() < 2) {
      throw new ParameterException(
          spec.commandLine(),
          "--net %s has no layer; expected input and output width at least, such as 784,10"
              .formatted(net));
    }
    options.run(
        spec.commandLine().getOut(),
        backend -> new TrainingStep(backend, net, batch, rule.optimizer, rule.toString()));
  }
}
