package dev.trine.cli.summary;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Selection;
import dev.trine.backend.internal.ByteSize;
import dev.trine.cli.RandomExamples;
import dev.trine.cli.option.AtLeastOne;
import dev.trine.cli.option.BackendOption;
import dev.trine.cli.option.NetworkFile;
import dev.trine.data.Dataset;
import dev.trine.io.TextTable;
import dev.trine.nn.Network;
import dev.trine.nn.Objective;
import dev.trine.train.Optimizers;
import dev.trine.train.StepMemory;
import java.io.PrintWriter;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trine summary}. */
@Command(
    name = "summary",
    description = {
      "Print the layers of a network, their shapes and parameters, and what a step of training with"
          + " Adam takes.",
      "Memory is that of the step as the backend has planned it; the largest batch follows from how"
          + " it grows with the batch."
    },
    showDefaultValues = true)
public final class SummaryCommand implements Runnable {
  private static final double ANY_RATE = 1e-3;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      converter = NetworkFile.Converter.class,
      description =
          "A network as JSON, such as examples/networks/lenet.json, or a saved model, .safetensors.")
  private NetworkFile file;

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = AtLeastOne.class,
      description = "Examples a step.")
  private int batch = 128;

  @Mixin private BackendOption backendOption;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    Network network = file.network();
    network.summary().toString().lines().forEach(out::println);
    Selection selection = backendOption.select(BackendOptions.defaults());
    try (Backend backend = selection.backend()) {
      out.println();
      out.println(selection.line());
      out.flush();
      Dataset examples = Dataset.of(new RandomExamples(network, batch));
      StepMemory step =
          StepMemory.of(
              backend,
              network,
              Objective.suiting(network, examples),
              Optimizers.adam(ANY_RATE),
              batch);
      printStep(step, backend.memory().limitBytes(), out);
    }
  }

  private static String count(long value) {
    return NumberFormat.getIntegerInstance(Locale.ROOT).format(value);
  }

  private static void printStep(StepMemory step, long limit, PrintWriter out) {
    double gigaflop = 1e-9 * step.products().flops();
    TextTable table =
        new TextTable()
            .row("step", "training, Adam, batch " + step.batch())
            .row("work", String.format(Locale.ROOT, "%.3f GFLOP in matrix products", gigaflop))
            .row("memory", ByteSize.of(step.bytes()));
    for (Map.Entry<String, Long> owner : step.bytesByOwner().entrySet()) {
      table.row("", "%s %s".formatted(ByteSize.of(owner.getValue()), owner.getKey()));
    }
    table
        .row(
            "grows by",
            ByteSize.of(Math.round(step.bytesPerExample())) + " with each further example")
        .row(
            "largest",
            "batch of about %s, in %s".formatted(count(step.largestBatch()), ByteSize.of(limit)))
        .print(out);
  }
}
