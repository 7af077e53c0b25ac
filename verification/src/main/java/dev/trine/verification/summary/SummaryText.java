package dev.trine.verification.summary;

import dev.trine.verification.summary.TestResult.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that is said of a run: what ran, what did not and why, what failed, what took too long. */
final class SummaryText {
  private static final String ROW = "%-18s %4s %8s %8s %8s %8s";
  private static final int LONGEST_REASON = 160;
  private static final int EXAMPLES = 10;

  private final List<ModuleRun> runs;
  private final Budgets budgets;
  private final List<String> lines = new ArrayList<>();

  private SummaryText(List<ModuleRun> runs, Budgets budgets) {
    this.runs = runs;
    this.budgets = budgets;
  }

  /**
   * @param whole what the budget of all of it is called
   * @param minutes that all of it took
   */
  static List<String> of(List<ModuleRun> runs, Budgets budgets, String whole, double minutes) {
    SummaryText text = new SummaryText(runs, budgets);
    text.table();
    text.skipped();
    text.failed();
    text.overBudget(whole, minutes);
    text.totals(minutes);
    return text.lines;
  }

  private void table() {
    lines.add(ROW.formatted("Module", "Java", "Tests", "Skipped", "Failed", "Minutes"));
    for (ModuleRun run : runs) {
      lines.add(
          ROW.formatted(
              run.module(),
              run.java(),
              run.results().size(),
              run.count(Outcome.SKIPPED),
              run.count(Outcome.FAILED),
              run.build() == null ? "cut off" : minutes(run.build().minutes())));
    }
    lines.add("");
  }

  private void skipped() {
    count(results(Outcome.SKIPPED).stream().map(TestResult::message).map(SummaryText::shortened))
        .forEach((reason, count) -> lines.add("%s skipped: %s".formatted(count, reason)));
  }

  private void failed() {
    for (ModuleRun run : runs) {
      Map<String, List<TestResult>> classes =
          run.results().stream()
              .filter(result -> result.is(Outcome.FAILED))
              .collect(
                  Collectors.groupingBy(
                      TestResult::testClass, LinkedHashMap::new, Collectors.toList()));
      classes.forEach((name, failures) -> failed(run, name, failures));
    }
    runs.stream()
        .filter(ModuleRun::failedWithoutATest)
        .forEach(
            run ->
                lines.add(
                    "FAILED on Java %s, %s: not a test; Maven's output above says what"
                        .formatted(run.java(), run.module())));
  }

  /** Of what is wrong with all tests of a class, some examples are enough. */
  private void failed(ModuleRun run, String testClass, List<TestResult> failures) {
    String where = "FAILED on Java %s, %s: %s".formatted(run.java(), run.module(), testClass);
    for (TestResult failure : failures.subList(0, Math.min(EXAMPLES, failures.size()))) {
      String test = failure.test().isEmpty() ? "" : "." + failure.test();
      lines.add("%s%s: %s".formatted(where, test, shortened(failure.message())));
    }
    if (failures.size() > EXAMPLES) {
      lines.add("%s: %s more".formatted(where, failures.size() - EXAMPLES));
    }
  }

  private void overBudget(String whole, double minutes) {
    for (ModuleRun run : runs) {
      if (run.build() != null) {
        warn(run.module() + " on Java " + run.java(), run.module(), run.build().minutes());
      }
    }
    warn("all of it", whole, minutes);
  }

  private void warn(String what, String budget, double minutes) {
    OptionalDouble most = budgets.of(budget);
    if (most.isPresent() && minutes > most.getAsDouble()) {
      lines.add(
          "WARNING: %s took %s minutes, over its budget of %s"
              .formatted(what, minutes(minutes), minutes(most.getAsDouble())));
    }
  }

  private void totals(double minutes) {
    long tests = runs.stream().mapToLong(run -> run.results().size()).sum();
    List<TestResult> skipped = results(Outcome.SKIPPED);
    long failed = results(Outcome.FAILED).size();
    StringBuilder total = new StringBuilder("%s tests".formatted(tests));
    if (failed > 0) {
      total.append(", %s failed".formatted(failed));
    }
    total.append(", %s skipped".formatted(skipped.size()));
    if (!skipped.isEmpty()) {
      total.append(
          count(skipped.stream().map(SummaryText::headline)).entrySet().stream()
              .map(reason -> reason.getValue() + ": " + reason.getKey())
              .collect(Collectors.joining("; ", " (", ")")));
    }
    lines.add("%s, %s minutes".formatted(total, minutes(minutes)));
  }

  private List<TestResult> results(Outcome outcome) {
    return runs.stream().flatMap(run -> run.results().stream()).filter(r -> r.is(outcome)).toList();
  }

  /** How often each comes. */
  private static Map<String, Long> count(Stream<String> reasons) {
    return reasons.collect(
        Collectors.groupingBy(reason -> reason, LinkedHashMap::new, Collectors.counting()));
  }

  /** Why a test was skipped, without what comes after a colon: that is told further up. */
  private static String headline(TestResult skipped) {
    return shortened(skipped.message().replaceFirst(": .*", ""));
  }

  private static String shortened(String reason) {
    return reason.length() <= LONGEST_REASON
        ? reason
        : reason.substring(0, LONGEST_REASON - 1) + "…";
  }

  private static String minutes(double minutes) {
    return String.format(Locale.ROOT, "%.1f", minutes);
  }
}
