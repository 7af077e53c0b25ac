package dev.trine.cli.check;

import dev.trine.TrineException;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.backend.Candidate;
import dev.trine.backend.Precision;
import dev.trine.cli.Terminal;
import dev.trine.cli.option.PrecisionOption;
import dev.trine.conformance.Conformance;
import dev.trine.conformance.Report;
import dev.trine.conformance.Result;
import dev.trine.conformance.catalogue.Tier;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trine check}. */
@Command(
    name = "check",
    description = {
      "Run every op on this machine's devices and compare with a double-precision reference.",
      "An error is given as a share of what rounding can explain: above 1 is wrong.",
      "Then train in portable mode, and compare to the bit with what every device gives there."
    },
    showDefaultValues = true)
public final class CheckCommand implements Callable<Integer> {
  private static final String ALL = "all";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "BACKEND",
      description = "cpu, opencl, cuda, one device such as opencl:0, or all.",
      defaultValue = ALL)
  private String which;

  @Option(
      names = "--tier",
      paramLabel = "TIER",
      description = "How large the cases are: ${COMPLETION-CANDIDATES}.",
      defaultValue = "NORMAL")
  private Tier tier;

  @Mixin private PrecisionOption precisionOption;

  @Override
  public Integer call() {
    List<Candidate> wanted = wanted();
    if (wanted.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "'%s' is neither %s, nor a backend, nor one of its devices; 'trine devices' lists them"
              .formatted(which, ALL));
    }
    PrintWriter out = spec.commandLine().getOut();
    int checked = 0;
    boolean passed = true;
    for (Candidate candidate : wanted) {
      if (candidate.isUsable()) {
        checked++;
        passed &= check(candidate, out);
        out.flush();
        if (precisionOption.precision() == Precision.F32) {
          passed &= PortableCheck.run(candidate.selector(), out);
        }
      } else {
        out.printf(
            "%s: unavailable, not checked: %s%n", candidate.selector(), candidate.explanation());
      }
      out.flush();
    }
    if (checked == 0) {
      throw new TrineException("nothing was checked: no device of '%s' is there".formatted(which));
    }
    return passed ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /**
   * Looks at no other backend than the one named. The reason why a backend has no device bears the
   * backend's name.
   */
  private List<Candidate> wanted() {
    String name = which.strip().toLowerCase(Locale.ROOT);
    if (name.equals(ALL)) {
      return Backends.candidates();
    }
    String backend = name.split(":", 2)[0];
    return Backends.candidates(backend).stream()
        .filter(
            found ->
                name.equals(backend)
                    || !found.selector().contains(":")
                    || found.selector().equals(name))
        .toList();
  }

  private boolean check(Candidate candidate, PrintWriter out) {
    BackendOptions options = precisionOption.of(BackendOptions.defaults());
    try (Backend backend = Backends.select(candidate.selector(), options).backend()) {
      CaseCounter counter =
          new CaseCounter(
              out,
              Terminal.isInteractive(),
              backend.device(),
              Conformance.cases(backend, tier).size());
      Report report = Conformance.run(backend, tier, counter);
      counter.clear();
      out.println(report.summary());
      out.print(report.table());
      report.failures().stream().map(Result::toString).forEach(out::println);
      return report.passed();
    } catch (TrineException failure) {
      out.printf("%s: failed: %s%n", candidate.selector(), failure.getMessage());
      return false;
    }
  }
}
