package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Precision;
import dev.trine.conformance.Conformance;
import dev.trine.conformance.Result;
import dev.trine.conformance.catalogue.OpCase;
import dev.trine.conformance.catalogue.Tier;
import dev.trine.kernels.DeviceKernel;
import dev.trine.verification.record.FamilyRecord;
import dev.trine.verification.record.KernelFamily;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The catalogue on the simulated device, in every way in which a device may run it. {@code
 * ./verify} leaves out kernel families that have passed as interpreted PTX.
 */
@ExtendWith(CudaSimulator.class)
class CudaConformanceTest {
  /** The ways in which the cases of the middle tier run too: it alone meets every kernel. */
  private static final Set<Execution> LONGER =
      Set.of(new Execution("ptx", "forward", "eager"), new Execution("ptx", "random:1", "lazy"));

  /** Mixed precision, which has products of F32 all the same. */
  private static final BackendOptions OPTIONS =
      BackendOptions.defaults().withPrecision(Precision.BF16_MIXED);

  private final FamilyRecord passed = PtxRecord.of("Interpreted PTX");
  private Backend backend;

  @TestFactory
  Stream<DynamicNode> agreesWithTheReference() {
    List<DynamicNode> nodes = new ArrayList<>();
    try (Backend device = new CudaProvider().open(0, OPTIONS)) {
      for (Execution execution : Execution.all()) {
        List<DynamicTest> tests = tests(execution, device).toList();
        nodes.add(DynamicContainer.dynamicContainer(execution.toString(), tests));
      }
    }
    return Stream.concat(nodes.stream(), passed.leftOut());
  }

  /**
   * @param device any: it says which cases there are, and what runs them
   */
  private Stream<DynamicTest> tests(Execution execution, Backend device) {
    // The host's code runs fast enough to run always.
    FamilyRecord families = execution.code().equals("ptx") ? passed : FamilyRecord.none();
    boolean longer = LONGER.contains(execution);
    Map<DeviceKernel, Long> before = new EnumMap<>(DeviceKernel.class);
    DynamicTest opens =
        DynamicTest.dynamicTest(
            "opens",
            () -> {
              open(execution);
              PtxTest.kernels().forEach(kernel -> before.put(kernel, runs(kernel)));
            });
    Stream<DynamicTest> cases =
        Conformance.cases(device, longer ? Tier.NORMAL : Tier.SMALL).stream()
            .flatMap(
                opCase ->
                    families.test(
                        KernelFamily.of(device, opCase),
                        opCase.toString(),
                        () -> check(execution, opCase)));
    Stream<DynamicTest> use =
        (longer ? PtxTest.kernels() : Stream.<DeviceKernel>empty())
            .flatMap(
                kernel ->
                    families.test(
                        kernel.module(),
                        "has run " + kernel.entry(),
                        () -> assertTrue(runs(kernel) > before.get(kernel))));
    return Stream.of(Stream.of(opens), cases, use).flatMap(tests -> tests);
  }

  private static long runs(DeviceKernel kernel) {
    return CudaSimulator.calls(kernel.entry());
  }

  /** A device of its own for each way, as code is chosen when it is loaded. */
  private void open(Execution execution) {
    close();
    execution.choose();
    backend = new CudaProvider().open(0, OPTIONS);
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
