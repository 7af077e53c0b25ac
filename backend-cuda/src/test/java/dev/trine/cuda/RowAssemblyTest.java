package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kernels for rows through the assembler that is in the driver, for which no GPU is needed. */
class RowAssemblyTest {
  /** So that twelve groups, which hide what a load takes, fit on a multiprocessor. */
  private static final int MOST_REGISTERS = 80;

  static Stream<String> architectures() {
    return PtxAssemblyTest.ARCHITECTURES.stream();
  }

  @BeforeAll
  static void loadAssembler() throws IOException {
    PtxAssembler.load();
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void takesFewRegisters(String architecture) {
    RowLaunches.all()
        .map(each -> Ptx.render(each.form()))
        .distinct()
        .forEach(ptx -> check(ptx, architecture));
  }

  /** Neither a product into the sum of a lane, nor into that of lanes. */
  @ParameterizedTest
  @MethodSource("architectures")
  void fusesNothing(String architecture) {
    for (String name :
        List.of(
            "squares of columns of [70, 1100] ALONG", "squares of columns of [70, 1100] ACROSS")) {
      LaunchCase squares =
          RowLaunches.all().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
      Ptx ptx = Ptx.render(squares.form());
      Ptx open = new Ptx(ptx.module(), ptx.text().replace(".rn.f32", ".f32"));
      assertEquals(0, fusedOperations(ptx, architecture), name);
      assertTrue(fusedOperations(open, architecture) > 0, "or this test could not fail");
    }
  }

  private static long fusedOperations(Ptx ptx, String architecture) {
    return MachineCode.of(PtxAssembler.program(ptx, architecture), ptx.module()).fusedOperations();
  }

  private static void check(Ptx ptx, String architecture) {
    KernelUse use = PtxAssembler.assemble(ptx, architecture).get(ptx.module());
    assertEquals(0, use.stackBytes(), ptx::meaning);
    assertEquals(0, use.spilledBytes(), ptx::meaning);
    assertTrue(
        use.registers() <= MOST_REGISTERS,
        () -> "%d registers: %s".formatted(use.registers(), ptx.meaning()));
  }
}
