package dev.trine.cli.option;

import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.backend.Selection;
import picocli.CommandLine.Option;

/** {@code --backend}: which device. */
public final class BackendOption {
  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description =
          "auto, gpu, cpu, cuda, opencl, or one device: cuda:1, opencl:NAME-PART."
              + " Default: TRINE_BACKEND if set, else auto.")
  private String choice = Backends.configuredChoice();

  /** Opens the chosen device. */
  public Selection select(BackendOptions options) {
    return Backends.select(choice, options);
  }
}
