package dev.trine.cli.option;

import dev.trine.backend.BackendOptions;
import dev.trine.backend.Precision;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;

/** {@code --precision}. */
public final class PrecisionOption {
  @Option(
      names = "--precision",
      paramLabel = "KIND",
      showDefaultValue = Help.Visibility.ALWAYS,
      description =
          "Of the operands of matrix products and convolutions: ${COMPLETION-CANDIDATES}. A device"
              + " without it is refused.")
  private Precision precision = Precision.F32;

  public Precision precision() {
    return precision;
  }

  /** The same options of this precision. */
  public BackendOptions of(BackendOptions options) {
    return options.withPrecision(precision);
  }
}
