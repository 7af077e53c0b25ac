package dev.trine.cpu;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.conformance.Conformance;
import dev.trine.conformance.catalogue.Tier;
import java.util.ArrayList;
import java.util.List;
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

  private final List<Backend> opened = new ArrayList<>();

  @TestFactory
  Stream<DynamicContainer> agreesWithTheReference() {
    return Stream.of(DEFAULTS.threads(), 1, 2, 3, 8).distinct().map(this::onThreads);
  }

  private DynamicContainer onThreads(int threads) {
    Backend backend = CpuBackend.open(DEFAULTS.withThreads(threads));
    opened.add(backend);
    return DynamicContainer.dynamicContainer(
        threads + " threads",
        Conformance.cases(backend, Tier.NORMAL).stream()
            .map(
                opCase ->
                    DynamicTest.dynamicTest(
                        opCase.toString(), () -> Conformance.check(backend, opCase).orThrow())));
  }

  @AfterEach
  void close() {
    opened.forEach(Backend::close);
  }
}
