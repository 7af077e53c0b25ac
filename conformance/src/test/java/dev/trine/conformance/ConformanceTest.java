package dev.trine.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.InterceptedBackend;
import dev.trine.backend.Backend;
import dev.trine.conformance.catalogue.Tier;
import dev.trine.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConformanceTest {
  /** As near to right as single precision comes; of larger cases backends show it. */
  @Test
  void roundedReferencePassesTheSmallCases() {
    try (Backend rounded =
        InterceptedBackend.with(
            (reference, op) ->
                op.views().stream()
                    .filter(InterceptedBackend::isFloat)
                    .forEach(v -> InterceptedBackend.map(reference, v, x -> (float) x)))) {
      Report report = Conformance.run(rounded, Tier.SMALL, result -> {});
      assertEquals(List.of(), report.failures());
      assertTrue(report.passed(), report.summary());
    }
  }

  @Test
  void reportCountsAndTabulates() {
    try (Backend backend = new ReferenceBackend()) {
      List<Result> seen = new ArrayList<>();
      Report report = Conformance.run(backend, Tier.SMALL, seen::add);
      assertEquals(Conformance.cases(Tier.SMALL).size(), seen.size());
      assertEquals(seen, report.results());
      assertTrue(report.table().contains("\nrows "), report::table);
      assertTrue(report.summary().endsWith("of tier SMALL run, 0 failed"), report::summary);
    }
  }

  @Test
  void reportThatLacksACaseHasNotPassed() {
    try (Backend backend = new ReferenceBackend()) {
      Result result = Conformance.check(backend, Conformance.cases(Tier.SMALL).get(0));
      assertTrue(new Report(backend.device(), Tier.SMALL, 1, List.of(result)).passed());
      assertFalse(new Report(backend.device(), Tier.SMALL, 2, List.of(result)).passed());
    }
  }
}
