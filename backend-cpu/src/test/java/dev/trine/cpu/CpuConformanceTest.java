package dev.trine.cpu;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Precision;
import dev.trine.conformance.Conformance;
import dev.trine.conformance.Expectation;
import dev.trine.conformance.catalogue.OpCase;
import dev.trine.conformance.catalogue.Tier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every op case against the double-precision reference, on as many threads as there are processors
 * and on other numbers of them: ops are cut in other places then, or not at all.
 */
class CpuConformanceTest {
  private static final BackendOptions DEFAULTS = BackendOptions.defaults();

  /** By the number of threads. */
  private final Map<Integer, Backend> opened = new LinkedHashMap<>();

  private Expectation latest;

  @TestFactory
  Stream<DynamicContainer> agreesWithTheReference() {
    Stream.of(DEFAULTS.threads(), 1, 2, 3, 8)
        .distinct()
        .forEach(threads -> opened.put(threads, CpuBackend.open(DEFAULTS.withThreads(threads))));
    // The same for any number of threads.
    List<OpCase> cases = Conformance.cases(opened.get(1), Tier.NORMAL);
    return cases.stream().map(this::onEachNumberOfThreads);
  }

  private DynamicContainer onEachNumberOfThreads(OpCase opCase) {
    List<DynamicTest> tests = new ArrayList<>();
    opened.forEach(
        (threads, backend) ->
            tests.add(
                DynamicTest.dynamicTest(
                    opCase + ", " + threads + " threads",
                    () -> Conformance.check(backend, expectation(opCase)).orThrow())));
    return DynamicContainer.dynamicContainer(opCase.toString(), tests);
  }

  private Expectation expectation(OpCase opCase) {
    if (latest == null || latest.opCase() != opCase) {
      latest = Expectation.of(opCase, Precision.F32);
    }
    return latest;
  }

  @AfterEach
  void close() {
    opened.values().forEach(Backend::close);
  }
}
