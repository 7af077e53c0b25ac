package dev.trine.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only has subcommands. */
public abstract class CommandGroup implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "'%s' needs one of: %s (--help says more)"
            .formatted(spec.qualifiedName(), String.join(", ", spec.subcommands().keySet())));
  }
}
