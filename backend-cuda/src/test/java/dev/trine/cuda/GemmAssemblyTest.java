package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.kernels.DeviceKernel;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products through the assembler that is in the driver, for which no GPU is needed. */
class GemmAssemblyTest {
  @BeforeAll
  static void load() throws IOException {
    PtxAssembler.load();
  }

  /**
   * Where a multiprocessor starts as many instructions in a clock as it has fused multiply-adds,
   * more of others than these are time lost.
   */
  @ParameterizedTest
  @CsvSource({"GEMM_128, 512, 590", "GEMM_64, 256, 330", "GEMM_32, 128, 186"})
  void multipliesInMostInstructionsOfAPanel(DeviceKernel kernel, int fused, int most) {
    byte[] program = PtxAssembler.program(Ptx.load(kernel.module()), "sm_80");
    int instructions = MachineCode.of(program, kernel.entry()).instructionsOfTurn(fused);
    assertTrue(
        instructions >= fused && instructions <= most,
        () -> "%s takes %d instructions a panel".formatted(kernel, instructions));
  }
}
