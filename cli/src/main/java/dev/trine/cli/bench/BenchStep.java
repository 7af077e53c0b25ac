package dev.trine.cli.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trine bench step}. */
@Command(
    name = "step",
    description = {
      "Measure whole training steps: forward, backward and update, with softmax cross-entropy at the"
          + " end, or squared error where the network gives no vector, or one as long as it takes.",
      "Random examples are on the device before the clock starts and stay there: this measures"
          + " computing, not transfers. The FLOP count is that of the matrix products, convolutions"
          + " among them: 6 x batch x in x out a dense layer, 4 for the first, whose input needs no"
          + " gradient."
    },
    showDefaultValues = true)
final class BenchStep implements Runnable {
  @Spec private CommandSpec spec;

  @Mixin private BenchOptions options;

  @Mixin private StepOptions step;

  @Override
  public void run() {
    options.run(spec.commandLine().getOut(), backend -> new TrainingStep(backend, step));
  }
}
