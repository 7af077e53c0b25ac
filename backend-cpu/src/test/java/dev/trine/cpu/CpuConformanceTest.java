package dev.trine.cpu;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.conformance.Conformance;
import dev.trine.conformance.catalogue.Tier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every op case against the double-precision reference. */
class CpuConformanceTest {
  private static final Backend BACKEND = new CpuBackend(BackendOptions.defaults());

  @TestFactory
  Stream<DynamicTest> agreesWithTheReference() {
    return Conformance.cases(Tier.NORMAL).stream()
        .map(
            opCase ->
                DynamicTest.dynamicTest(
                    opCase.toString(), () -> Conformance.check(BACKEND, opCase).orThrow()));
  }

  @AfterAll
  static void close() {
    BACKEND.close();
  }
}
