package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.conformance.Conformance;
import dev.trine.conformance.Result;
import dev.trine.conformance.catalogue.OpCase;
import dev.trine.conformance.catalogue.Tier;
import dev.trine.kernels.DeviceKernel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** The catalogue on the simulated device, in every way in which a device may run it. */
@Tag("device-code")
@ExtendWith(CudaSimulator.class)
class CudaConformanceTest {
  /** The ways in which the cases of the middle tier run too: it alone meets every kernel. */
  private static final Set<Execution> LONGER =
      Set.of(new Execution("ptx", "forward", "eager"), new Execution("ptx", "random:1", "lazy"));

  private Backend backend;

  @TestFactory
  Stream<DynamicNode> agreesWithTheReference() {
    return Execution.all().stream()
        .map(
            execution -> DynamicContainer.dynamicContainer(execution.toString(), tests(execution)));
  }

  private Stream<DynamicTest> tests(Execution execution) {
    boolean longer = LONGER.contains(execution);
    Map<DeviceKernel, Long> before = new EnumMap<>(DeviceKernel.class);
    return Stream.of(
            Stream.of(
                DynamicTest.dynamicTest(
                    "opens",
                    () -> {
                      open(execution);
                      PtxTest.kernels().forEach(kernel -> before.put(kernel, runs(kernel)));
                    })),
            cases(longer ? Tier.NORMAL : Tier.SMALL).stream().map(c -> test(execution, c)),
            (longer ? PtxTest.kernels() : Stream.<DeviceKernel>empty())
                .map(
                    kernel ->
                        DynamicTest.dynamicTest(
                            "has run " + kernel.entry(),
                            () -> assertTrue(runs(kernel) > before.get(kernel)))))
        .flatMap(tests -> tests);
  }

  private static List<OpCase> cases(Tier tier) {
    try (Backend device = new CudaProvider().open(0, BackendOptions.defaults())) {
      return Conformance.cases(device, tier);
    }
  }

  private static long runs(DeviceKernel kernel) {
    return CudaSimulator.calls(kernel.entry());
  }

  /** A device of its own for each way, as code is chosen when it is loaded. */
  private void open(Execution execution) {
    close();
    execution.choose();
    backend = new CudaProvider().open(0, BackendOptions.defaults());
  }

  private DynamicTest test(Execution execution, OpCase opCase) {
    return DynamicTest.dynamicTest(opCase.toString(), () -> check(execution, opCase));
  }

  private void check(Execution execution, OpCase opCase) {
    if (backend == null) {
      open(execution);
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
