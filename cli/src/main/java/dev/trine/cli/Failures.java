package dev.trine.cli;

import dev.trine.TrineException;
import dev.trine.cli.option.UnusableFile;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what goes wrong into one line on stderr and an exit code. */
final class Failures
    implements IParameterExceptionHandler, IExecutionExceptionHandler, IExecutionStrategy {

  /** Words with which picocli begins that say nothing. */
  private static final Pattern PICOCLI =
      Pattern.compile(
          "^(Error: |Invalid value for positional parameter at index \\d+ \\(\\w+\\): )");

  static boolean wantsDebug(String... arguments) {
    return Arrays.asList(arguments).contains("--debug");
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    return report(wrong, wrong.getCommandLine(), wantsDebug(arguments));
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult result) {
    return report(failure, commandLine, wantsDebug(result.originalArgs()));
  }

  /** Runs the command; picocli leaves {@link Error}s to the JVM, which prints their traces. */
  @Override
  public int execute(ParseResult result) {
    try {
      return new RunLast().execute(result);
    } catch (OutOfMemoryError | LinkageError failure) {
      List<CommandLine> commands = result.asCommandLineList();
      return report(failure, commands.get(commands.size() - 1), wantsDebug(result.originalArgs()));
    }
  }

  private static boolean wantsDebug(List<String> arguments) {
    return wantsDebug(arguments.toArray(String[]::new));
  }

  private static int report(Throwable failure, CommandLine commandLine, boolean debug) {
    commandLine.getOut().flush();
    commandLine.getErr().println("trine: " + oneLine(failure));
    if (debug) {
      failure.printStackTrace(commandLine.getErr());
    }
    commandLine.getErr().flush();
    return isWrongUsage(failure) ? ExitCode.USAGE : ExitCode.SOFTWARE;
  }

  private static boolean isWrongUsage(Throwable failure) {
    return failure instanceof IllegalArgumentException
        || failure instanceof ParameterException && !(failure.getCause() instanceof UnusableFile);
  }

  private static String oneLine(Throwable failure) {
    boolean explained =
        failure instanceof TrineException
            || failure instanceof ParameterException
            || failure instanceof IllegalArgumentException;
    String text =
        explained && failure.getMessage() != null
            ? failure.getMessage()
            : "unexpected failure, --debug shows where: " + failure;
    if (failure instanceof UnmatchedArgumentException unmatched) {
      List<String> near = unmatched.getSuggestions();
      text += near.isEmpty() ? "" : "; did you mean " + near.get(0) + "?";
      text +=
          "; '%s --help' lists what it takes"
              .formatted(unmatched.getCommandLine().getCommandSpec().qualifiedName());
    }
    return PICOCLI.matcher(text.strip()).replaceFirst("").replaceAll("\\s*\\R\\s*", " ");
  }
}
