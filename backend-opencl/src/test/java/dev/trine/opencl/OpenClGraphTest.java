package dev.trine.opencl;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Candidate;
import dev.trine.conformance.graph.GraphCase;
import dev.trine.conformance.graph.GraphCases;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derived and fused ops, and their gradients, on every OpenCL device of this machine. */
class OpenClGraphTest {
  static List<GraphCase> cases() {
    return GraphCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithTheReference(GraphCase graph) {
    for (Candidate found : Required.devices()) {
      int index = found.device().index();
      try (Backend backend = new OpenClProvider().open(index, BackendOptions.defaults())) {
        graph.check(backend);
      }
    }
  }
}
