package dev.trine.cpu;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.conformance.graph.GraphCase;
import dev.trine.conformance.graph.GraphCases;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derived and fused ops, and their gradients, against the reference. */
class CpuGraphTest {
  static List<GraphCase> cases() {
    return GraphCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithTheReference(GraphCase graph) {
    try (Backend backend = CpuBackend.open(BackendOptions.defaults())) {
      graph.check(backend);
    }
  }
}
