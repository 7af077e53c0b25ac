package dev.trine.cuda;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.conformance.graph.GraphCase;
import dev.trine.conformance.graph.GraphCases;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Derived and fused ops, and their gradients, on the simulated device. */
@ExtendWith(CudaSimulator.class)
class CudaGraphTest {
  static Stream<Arguments> cases() {
    return GraphCases.all().stream()
        .flatMap(graph -> Stream.of("host", "ptx").map(code -> Arguments.of(graph, code)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithTheReference(GraphCase graph, String code) {
    List<Execution> executions = Execution.of(code);
    executions.get(0).choose();
    try (Backend backend = new CudaProvider().open(0, BackendOptions.defaults())) {
      graph.check(backend);
    }
  }
}
