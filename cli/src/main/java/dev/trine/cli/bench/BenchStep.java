package dev.trine.cli.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
  @Spec private CommandSpec spec;

  @Mixin private BenchOptions options;

  @Mixin private StepOptions step;

  @Override
  public void run() {
    step.check(spec);
    options.run(spec.commandLine().getOut(), step::on);
  }
}
