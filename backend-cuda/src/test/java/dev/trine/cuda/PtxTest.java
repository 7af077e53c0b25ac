package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.kernels.DeviceKernel;
import dev.trine.kernels.KernelSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
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

  static boolean needsTensorCores(String module) {
    return kernels().anyMatch(k -> k.module().equals(module) && k.needsTensorCores());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void isOfThePresentSource(String module) {
    assertEquals(
        KernelSource.load(module).hash(),
        head(module, "source"),
        () -> module + ".ptx is of another state of the kernel: run backend-cuda/ptx");
  }

  /** The script has the options of the compiler. */
  @ParameterizedTest
  @MethodSource("modules")
  void isMadeByThePresentScript(String module) throws Exception {
    assertEquals(
        sha256(Files.readString(Path.of("ptx"))),
        head(module, "script"),
        () -> module + ".ptx was made by another state of backend-cuda/ptx: run it");
  }

  @ParameterizedTest
  @MethodSource("modules")
  void isAsTheCompilerMadeIt(String module) throws Exception {
    String text = Ptx.load(module).text();
    assertEquals(
        sha256(text.substring(text.indexOf("\n\n") + 1)),
        head(module, "body"),
        () -> module + ".ptx was edited: change the kernel and run backend-cuda/ptx");
  }

  @ParameterizedTest
  @MethodSource("modules")
  void isForTheOldestDriversAndDevices(String module) {
    Ptx ptx = Ptx.load(module);
    assertEquals("7.0", ptx.version());
    int least = needsTensorCores(module) ? CudaDevice.TENSOR_CORES : CudaDevice.LEAST_CAPABILITY;
    assertTrue(ptx.text().contains("\n.target sm_" + least + "\n"));
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

  /** What the script says of a file in the lines before the first empty one. */
  private static String head(String module, String what) {
    String prefix = "// " + what + " ";
    return Ptx.load(module)
        .text()
        .lines()
        .takeWhile(line -> !line.isEmpty())
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .findFirst()
        .orElse("");
  }

  private static String sha256(String text) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
