package dev.trine.cli.devices;

import dev.trine.TrineException;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.backend.Candidate;
import dev.trine.backend.Device;
import dev.trine.backend.Selection;
import dev.trine.backend.internal.ByteSize;
import dev.trine.cli.Table;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trine devices}. */
@Command(
    name = "devices",
    description = {
      "List all devices and say which would be used.",
      "A device is available if a small computation on it, run now, was right."
    })
public final class DevicesCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    String choice = Backends.configuredChoice();
    Optional<Device> chosen = chosen(choice);
    Table table = new Table().row("", "DEVICE", "NAME", "KIND", "MEMORY", "STATE");
    for (Candidate found : Backends.candidates()) {
      Candidate candidate = tried(found);
      Device device = candidate.device();
      boolean isChosen = chosen.isPresent() && chosen.get().selector().equals(found.selector());
      table.row(
          isChosen ? "*" : "",
          candidate.selector(),
          device == null ? "-" : device.name(),
          device == null ? "-" : kind(device),
          device == null ? "-" : ByteSize.of(device.memoryBytes()),
          state(candidate));
    }
    PrintWriter out = spec.commandLine().getOut();
    table.print(out);
    out.println();
    out.println(
        chosen.isPresent()
            ? "* is what --backend %s uses".formatted(choice)
            : "--backend %s finds no device".formatted(choice));
    out.flush();
  }

  private static Optional<Device> chosen(String choice) {
    try {
      Selection selection = Backends.select(choice, BackendOptions.defaults());
      selection.backend().close();
      return Optional.of(selection.backend().device());
    } catch (TrineException none) {
      return Optional.empty();
    }
  }

  /** The candidate, unavailable with the reason if opening it shows that it does not work. */
  private static Candidate tried(Candidate candidate) {
    if (!candidate.isUsable()) {
      return candidate;
    }
    try {
      Backends.select(candidate.selector(), BackendOptions.defaults()).backend().close();
      return candidate;
    } catch (TrineException failure) {
      return new Candidate(candidate.selector(), candidate.device(), failure.getMessage(), null);
    }
  }

  private static String kind(Device device) {
    return device
        .kind()
        .name()
        .toLowerCase(Locale.ROOT)
        .replace('_', ' ')
        .replace("gpu", "GPU")
        .replace("cpu", "CPU");
  }

  private static String state(Candidate candidate) {
    return candidate.isUsable() ? "available" : "unavailable: " + candidate.explanation();
  }
}
