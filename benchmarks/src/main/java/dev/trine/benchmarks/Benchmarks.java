package dev.trine.benchmarks;

import dev.trine.TrineException;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.Main;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks as JMH's own main class does and takes the same options, but first says which
 * backends are not there and leaves them out: nothing is measured on another in their place.
 */
public final class Benchmarks {
  private static final String PARAMETER = "backend";
  private static final List<String> HANDLED_BY_JMH =
      List.of("-h", "-l", "-lp", "-lprof", "-lrf", "-v");

  private Benchmarks() {}

  public static void main(String[] arguments)
      throws CommandLineOptionException, RunnerException, IOException {
    if (Arrays.stream(arguments).anyMatch(HANDLED_BY_JMH::contains)) {
      Main.main(arguments);
      return;
    }
    CommandLineOptions options = new CommandLineOptions(arguments);
    Collection<String> wanted =
        options.getParameter(PARAMETER).orElse(List.of(BackendState.DEFAULTS));
    List<String> available = available(wanted);
    if (available.isEmpty()) {
      System.err.println("None of the backends " + wanted + " is there: nothing to measure.");
      System.exit(1);
    }
    new Runner(
            new OptionsBuilder()
                .parent(options)
                .param(PARAMETER, available.toArray(String[]::new))
                .build())
        .run();
  }

  private static List<String> available(Collection<String> wanted) {
    List<String> available = new ArrayList<>();
    for (String choice : wanted) {
      try {
        var backend = Backends.select(choice, BackendOptions.defaults()).backend();
        System.out.println("# Backend " + choice + ": " + backend.device());
        backend.close();
        available.add(choice);
      } catch (TrineException | IllegalArgumentException missing) {
        System.out.println("# Left out: " + missing.getMessage());
      }
    }
    return available;
  }
}
