package dev.trine.conformance;

import dev.trine.backend.Device;
import dev.trine.conformance.catalogue.Tier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of a run over the catalogue.
 *
 * @param expected how many cases the tier has
 * @param results one a case that was run
 */
public record Report(Device device, Tier tier, int expected, List<Result> results) {
  public Report {
    results = List.copyOf(results);
  }

  /** Whether every case of the tier was run and passed. */
  public boolean passed() {
    return results.size() == expected && failures().isEmpty();
  }

  public List<Result> failures() {
    return results.stream().filter(result -> !result.passed()).toList();
  }

  /** One row an op: cases, failures and the worst errors, as text. */
  public String table() {
    String rows =
        byOp().entrySet().stream()
            .map(entry -> row(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining());
    return String.format(
            Locale.ROOT,
            "%-20s %6s %7s %15s %10s%n",
            "op",
            "cases",
            "failed",
            "error / bound",
            "NMSE")
        + rows;
  }

  /** One line for the whole run. */
  public String summary() {
    return "%s: %s of %s cases of tier %s run, %s failed"
        .formatted(device, results.size(), expected, tier, failures().size());
  }

  private Map<String, List<Result>> byOp() {
    return results.stream()
        .collect(
            Collectors.groupingBy(
                result -> result.opCase().op(), LinkedHashMap::new, Collectors.toList()));
  }

  private static String row(String op, List<Result> results) {
    return String.format(
        Locale.ROOT,
        "%-20s %6d %7d %15.3f %10.1e%n",
        op,
        results.size(),
        results.stream().filter(result -> !result.passed()).count(),
        results.stream().mapToDouble(Result::worstShare).max().orElse(0),
        results.stream().mapToDouble(Result::nmse).max().orElse(0));
  }
}
