package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.Precision;
import dev.trine.conformance.Conformance;
import dev.trine.conformance.Expectation;
import dev.trine.conformance.Result;
import dev.trine.conformance.catalogue.OpCase;
import dev.trine.conformance.catalogue.Tier;
import dev.trine.kernels.DeviceKernel;
import dev.trine.kernels.OperandFormat;
import dev.trine.verification.record.FamilyRecord;
import dev.trine.verification.record.KernelFamily;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The catalogue on the simulated device, in every way in which a device may run it. Of kernel
 * families that have passed in all of them {@code ./verify} runs one.
 */
@ExtendWith(CudaSimulator.class)
class CudaConformanceTest {
  /** By the host's code, which runs fast, and in the order that nothing expects. */
  private static final Execution ALWAYS = new Execution("host", "random:1", "lazy");

  /** The way in which the cases of the middle tier run too: they alone meet every kernel. */
  private static final Execution LONGER = new Execution("ptx", "random:1", "lazy");

  /** A device with tensor cores runs with them what others do not run at all. */
  private static final List<Opening> TENSOR_CORES =
      List.of(
          new Opening(CudaDevice.TENSOR_CORES, Precision.BF16_MIXED),
          new Opening(CudaDevice.TENSOR_CORES, Precision.TF32));

  private static final List<Execution> WITH_TENSOR_CORES =
      List.of(
          new Execution("host", "forward", "eager"),
          new Execution("host", "random:1", "lazy"),
          new Execution("ptx", "reverse", "eager"),
          new Execution("ptx", "random:1", "lazy"));

  private final FamilyRecord passed = PtxRecord.of("All orders and interpreted PTX");

  /** Of small cases, which all executions have, by precision and case. */
  private final Map<String, Expectation> expectations = new HashMap<>();

  private Backend backend;

  @TestFactory
  Stream<DynamicNode> agreesWithTheReference() {
    List<DynamicNode> nodes = new ArrayList<>();
    add(Opening.PLAIN, Execution.all(), nodes);
    TENSOR_CORES.forEach(opening -> add(opening, WITH_TENSOR_CORES, nodes));
    return Stream.concat(nodes.stream(), passed.leftOut());
  }

  private void add(Opening opening, List<Execution> executions, List<DynamicNode> nodes) {
    try (Backend device = opening.open()) {
      for (Execution execution : executions) {
        nodes.add(
            DynamicContainer.dynamicContainer(
                opening + ", " + execution, tests(opening, execution, device).toList()));
      }
    }
  }

  /**
   * @param device any: it says which cases there are, and what runs them
   */
  private Stream<DynamicTest> tests(Opening opening, Execution execution, Backend device) {
    FamilyRecord families = ALWAYS.equals(execution) ? FamilyRecord.none() : passed;
    boolean longer = LONGER.equals(execution);
    Map<DeviceKernel, Long> before = new EnumMap<>(DeviceKernel.class);
    DynamicTest opens =
        DynamicTest.dynamicTest(
            "opens",
            () -> {
              open(opening, execution);
              PtxTest.kernels().forEach(kernel -> before.put(kernel, runs(kernel)));
            });
    Stream<DynamicTest> cases =
        Conformance.cases(device, longer ? Tier.NORMAL : Tier.SMALL).stream()
            .filter(opCase -> !opening.hasTensorCores() || needsTensorCores(device, opCase))
            .filter(opCase -> opCase.tier() == Tier.SMALL || isOfF32(device, opCase))
            .flatMap(
                opCase ->
                    families.test(
                        KernelFamily.of(device, opCase),
                        opCase.toString(),
                        () -> check(opening, execution, opCase)));
    Stream<DynamicTest> use =
        (longer ? PtxTest.kernels() : Stream.<DeviceKernel>empty())
            .filter(kernel -> isRun(kernel, opening))
            .flatMap(
                kernel ->
                    families.test(
                        kernel.module(),
                        "has run " + kernel.entry(),
                        () -> assertTrue(runs(kernel) > before.get(kernel))));
    return Stream.of(Stream.of(opens), cases, use).flatMap(tests -> tests);
  }

  /** Of those that come by a kernel of another format each is there under that kernel's name. */
  private static boolean needsTensorCores(Backend device, OpCase opCase) {
    String family = KernelFamily.of(device, opCase);
    return PtxTest.kernels()
        .filter(DeviceKernel::needsTensorCores)
        .anyMatch(
            kernel -> kernel.module().equals(family) && !opCase.name().matches(".* by gemm_\\d.*"));
  }

  /**
   * Larger cases of other operands are {@link PtxEditTest}'s, which runs each kernel on its own.
   */
  private static boolean isOfF32(Backend device, OpCase opCase) {
    String family = KernelFamily.of(device, opCase);
    return PtxTest.kernels()
        .noneMatch(
            kernel -> kernel.module().equals(family) && kernel.operands() != OperandFormat.F32);
  }

  private static boolean isRun(DeviceKernel kernel, Opening opening) {
    Opening own = Opening.of(kernel);
    return opening.hasTensorCores() ? own.equals(opening) : !own.hasTensorCores();
  }

  private static long runs(DeviceKernel kernel) {
    return CudaSimulator.calls(kernel.entry());
  }

  /** A device of its own for each way, as code is chosen when it is loaded. */
  private void open(Opening opening, Execution execution) {
    close();
    execution.choose();
    backend = opening.open();
  }

  private void check(Opening opening, Execution execution, OpCase opCase) {
    if (backend == null) {
      open(opening, execution);
    }
    Result result = Conformance.check(backend, expectation(opening, opCase));
    if (!result.passed()) {
      // A fault would be every later case's, too.
      close();
      CudaSimulator.recover();
    }
    result.orThrow();
  }

  private Expectation expectation(Opening opening, OpCase opCase) {
    Precision precision = opening.precision();
    return opCase.tier() == Tier.SMALL
        ? expectations.computeIfAbsent(
            precision + " " + opCase, key -> Expectation.of(opCase, precision))
        : Expectation.of(opCase, precision);
  }

  @AfterEach
  void close() {
    if (backend != null) {
      backend.close();
      backend = null;
    }
  }
}
