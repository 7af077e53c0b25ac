package dev.trine.cli.devices;

import dev.trine.TrineException;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.backend.Candidate;
import dev.trine.backend.Device;
import dev.trine.backend.internal.ByteSize;
import dev.trine.io.TextTable;
import java.io.PrintWriter;
import java.util.Locale;
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
    Outcome outcome = Outcome.of(Backends.configuredChoice());
    TextTable table = new TextTable().row("", "DEVICE", "NAME", "UUID", "KIND", "MEMORY", "STATE");
    for (Candidate found : Backends.candidates()) {
      Candidate candidate = tried(found);
      Device device = candidate.device();
      table.row(
          outcome.selector.equals(found.selector()) ? "*" : "",
          candidate.selector(),
          device == null ? "-" : device.name(),
          device == null ? "-" : uuid(device),
          device == null ? "-" : kind(device),
          device == null ? "-" : ByteSize.of(device.memoryBytes()),
          state(candidate));
    }
    PrintWriter out = spec.commandLine().getOut();
    table.print(out);
    out.println();
    out.println(outcome.line);
    out.flush();
  }

  /**
   * What a choice comes to.
   *
   * @param selector of the device that it finds; empty if it finds none
   * @param line to be said about it
   */
  private record Outcome(String selector, String line) {
    static Outcome of(String choice) {
      try (Backend backend = Backends.select(choice, BackendOptions.defaults()).backend()) {
        return new Outcome(
            backend.device().selector(), "* is what --backend %s uses".formatted(choice));
      } catch (IllegalArgumentException unknown) {
        // Made outside of this command line, it must not keep its user from the list.
        return new Outcome(
            "",
            "what %s or -D%s chooses is not known: %s"
                .formatted(Backends.VARIABLE, Backends.PROPERTY, unknown.getMessage()));
      } catch (TrineException none) {
        return new Outcome("", "--backend %s finds no device".formatted(choice));
      }
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

  /** As much of it as tells devices of one machine apart, and chooses one. */
  private static String uuid(Device device) {
    String[] parts = device.uuid().split("-");
    return parts.length < 2 ? "-" : parts[0] + "-" + parts[1];
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
