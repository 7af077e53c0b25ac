package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.kernels.DeviceKernel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The PTX through the assembler that is in the driver, for which no GPU is needed. */
class PtxAssemblyTest {
  /** Turing, Ampere, Ada and Hopper. */
  static final List<String> ARCHITECTURES = List.of("sm_75", "sm_80", "sm_86", "sm_89", "sm_90");

  /** Of a multiprocessor of any of them. */
  private static final int REGISTERS = 65_536;

  static Stream<Arguments> modulesOnArchitectures() {
    return PtxTest.modules().stream()
        .flatMap(m -> ARCHITECTURES.stream().map(a -> Arguments.of(m, a)))
        .filter(a -> !a.get()[1].equals("sm_75") || !PtxTest.needsTensorCores((String) a.get()[0]));
  }

  @BeforeAll
  static void load() throws IOException {
    PtxAssembler.load();
  }

  /** A GEMM of one register more than half of them would run alone on its multiprocessor. */
  @ParameterizedTest(name = "{0} for {1}")
  @MethodSource("modulesOnArchitectures")
  void leavesRegistersForAnotherGroup(String module, String architecture) {
    Map<String, KernelUse> uses = PtxAssembler.assemble(Ptx.load(module), architecture);
    PtxTest.kernels()
        .filter(kernel -> kernel.module().equals(module))
        .forEach(kernel -> check(kernel, uses.get(kernel.entry())));
  }

  private static void check(DeviceKernel kernel, KernelUse use) {
    assertNotNull(use, () -> kernel + " was not assembled");
    assertEquals(0, use.stackBytes(), () -> kernel + " has arrays that are not in registers");
    assertEquals(0, use.spilledBytes(), () -> kernel + " has too few registers");
    int most = REGISTERS / (2 * kernel.lanes());
    assertTrue(
        use.registers() <= most,
        () ->
            "%s takes %d registers a lane, and two groups have %d"
                .formatted(kernel, use.registers(), most));
  }
}
