package dev.trine.cli.option;

import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.backend.Selection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code --backend}, {@code --portable} and {@code --precision}: which device, and what it
 * promises.
 */
public final class BackendOption {
  @Option(
      names = "--backend",
      paramLabel = "NAME",
      showDefaultValue = Help.Visibility.NEVER,
      description =
          "auto, gpu, cpu, cuda, opencl, or one device: cuda:1, opencl:PART-OF-NAME, cuda:PART-OF-UUID."
              + " Default: TRINE_BACKEND if set, else auto.")
  private String choice = Backends.configuredChoice();

  @Option(
      names = "--portable",
      description =
          "Give the same bits on every device and with any number of threads, even where that is"
              + " slower; a device that cannot is refused.")
  private boolean portable;

  @Mixin private PrecisionOption precisionOption;

  /** Opens the chosen device. */
  public Selection select(BackendOptions options) {
    return Backends.select(choice, options(options));
  }

  /** What the chosen device promises, beside what is said here. */
  public BackendOptions options(BackendOptions options) {
    return precisionOption.of(options).withPortable(portable);
  }

  /** What was chosen, by its name. */
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("backend", choice);
    settings.put("precision", precisionOption.precision().toString().toLowerCase(Locale.ROOT));
    settings.put("portable", portable);
    return settings;
  }
}
