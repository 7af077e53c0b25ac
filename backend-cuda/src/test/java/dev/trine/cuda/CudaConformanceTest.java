package dev.trine.cuda;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.conformance.Conformance;
import dev.trine.conformance.Result;
import dev.trine.conformance.catalogue.OpCase;
import dev.trine.conformance.catalogue.Tier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** The catalogue on the simulated device, in every order in which a device may run it. */
@ExtendWith(CudaSimulator.class)
class CudaConformanceTest {
  private Backend backend;

  @TestFactory
  Stream<DynamicNode> agreesWithTheReference() {
    return Execution.all().stream()
        .map(
            execution ->
                DynamicContainer.dynamicContainer(
                    execution.toString(),
                    Conformance.cases(Tier.SMALL).stream().map(c -> test(execution, c))));
  }

  private DynamicTest test(Execution execution, OpCase opCase) {
    return DynamicTest.dynamicTest(opCase.toString(), () -> check(execution, opCase));
  }

  private void check(Execution execution, OpCase opCase) {
    execution.choose();
    if (backend == null) {
      backend = new CudaProvider().open(0, BackendOptions.defaults());
    }
    Result result = Conformance.check(backend, opCase);
    if (!result.passed()) {
      // A fault would be every later case's, too.
      close();
      CudaSimulator.recover();
    }
    result.orThrow();
  }

  @AfterEach
  void close() {
    if (backend != null) {
      backend.close();
      backend = null;
    }
  }
}
