package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.kernels.DeviceKernel;
import dev.trine.kernels.KernelSource;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The PTX that this module carries. */
class PtxTest {
  static List<String> modules() {
    return DeviceKernel.modules();
  }

  static Stream<DeviceKernel> kernels() {
    return Arrays.stream(DeviceKernel.values()).filter(k -> !k.onlyOpenCl());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void isOfThePresentSource(String module) {
    assertEquals(
        KernelSource.load(module).hash(),
        Ptx.load(module).sourceHash(),
        () -> module + ".ptx is of another state of the kernel: run backend-cuda/ptx");
  }

  @ParameterizedTest
  @MethodSource("modules")
  void isForTheOldestDriversAndDevices(String module) {
    Ptx ptx = Ptx.load(module);
    assertEquals("7.0", ptx.version());
    assertTrue(ptx.text().contains("\n.target sm_" + CudaDevice.LEAST_CAPABILITY + "\n"));
  }

  /** GPUs for graphics compute in double precision at a 64th of the speed. */
  @ParameterizedTest
  @MethodSource("modules")
  void hasNoDoublePrecision(String module) {
    assertFalse(Ptx.load(module).text().contains(".f64"));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void hasEachKernelWithItsGroupSize(DeviceKernel kernel) {
    Pattern entry =
        Pattern.compile(
            "\\.visible \\.entry " + kernel.entry() + "\\([^)]*\\)\\s*\\.maxntid (\\d+), 1, 1\\s");
    List<Integer> lanes =
        entry
            .matcher(Ptx.load(kernel.module()).text())
            .results()
            .map((MatchResult found) -> Integer.valueOf(found.group(1)))
            .toList();
    assertEquals(List.of(kernel.lanes()), lanes);
    assertTrue(Ptx.load(kernel.module()).entries().containsKey(kernel.entry()));
  }

  /** A GEMM of one register more than half of them would run alone on its multiprocessor. */
  @ParameterizedTest
  @MethodSource("kernels")
  void leavesRegistersForAnotherGroup(DeviceKernel kernel) {
    Pattern entry =
        Pattern.compile(
            "\\.visible \\.entry "
                + kernel.entry()
                + "\\([^)]*\\)\\s*\\.maxntid \\d+, 1, 1\\s+\\.minnctapersm (\\d+)\\s");
    Matcher found = entry.matcher(Ptx.load(kernel.module()).text());
    assertTrue(found.find());
    assertTrue(Integer.parseInt(found.group(1)) >= 2);
  }
}
