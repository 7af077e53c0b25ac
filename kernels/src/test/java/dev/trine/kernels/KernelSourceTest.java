package dev.trine.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KernelSourceTest {
  private static final Pattern KERNEL =
      Pattern.compile(
          "^(?:KERNEL\\((\\d+), 1, 1\\)|RESIDENT_KERNEL\\((\\d+), \\d+\\)) void (\\w+)\\(",
          Pattern.MULTILINE);

  /** In a module that is another one of other operands. */
  private static final Pattern RENAMED =
      Pattern.compile("^#define (\\w+) (\\1_\\w+)$", Pattern.MULTILINE);

  static List<String> modules() {
    return DeviceKernel.modules();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void includesAreReplacedByWhatTheyName(String module) {
    String text = KernelSource.load(module).text();
    assertEquals(List.of(), text.lines().filter(l -> l.startsWith("#include \"")).toList());
    assertTrue(text.contains("#define KERNEL(x, y, z)"), "the prelude is in it");
  }

  @Test
  void aTemplateIsIncludedOnceForEachVariant() {
    String text = KernelSource.load("gemm").text();
    assertEquals(3, text.split("int a_across", -1).length - 1);
  }

  @Test
  void includesInAngleBracketsStay() {
    assertTrue(KernelSource.load("data").text().contains("#include <simulated_kernel.h>"));
  }

  @Test
  void hashFollowsTheText() {
    KernelSource data = KernelSource.load("data");
    assertEquals(data.hash(), KernelSource.load("data").hash());
    assertEquals(64, data.hash().length());
    assertNotEquals(data.hash(), new KernelSource("data", data.text() + " ").hash());
  }

  @Test
  void anUnknownModuleIsNamed() {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> KernelSource.load("convolution"));
    assertTrue(e.getMessage().contains("convolution.c"), e.getMessage());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void moduleAndTableDeclareTheSameKernels(String module) {
    Map<String, Integer> declared = new HashMap<>();
    String text = KernelSource.load(module).text();
    Map<String, String> renamed = new HashMap<>();
    RENAMED.matcher(text).results().forEach(name -> renamed.put(name.group(1), name.group(2)));
    Matcher matcher = KERNEL.matcher(text);
    while (matcher.find()) {
      String lanes = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      String name = renamed.getOrDefault(matcher.group(3), matcher.group(3));
      declared.put(name, Integer.parseInt(lanes));
    }
    Map<String, Integer> listed = new HashMap<>();
    for (DeviceKernel kernel : DeviceKernel.values()) {
      if (kernel.module().equals(module)) {
        listed.put(kernel.entry(), kernel.lanes());
      }
    }
    assertEquals(listed, declared);
  }

  /** A constant in double precision makes a kernel slow on most GPUs and impossible on others. */
  @ParameterizedTest
  @MethodSource("modules")
  void noConstantIsInDoublePrecision(String module) {
    String text = KernelSource.load(module).text().replaceAll("(?s)/\\*.*?\\*/", "");
    List<String> found = new ArrayList<>();
    Matcher matcher =
        Pattern.compile("(?<![\\w.])(\\d+\\.\\d*|\\d*\\.\\d+)(e[-+]?\\d+)?(?![\\w.])")
            .matcher(text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    assertEquals(List.of(), found);
    assertFalse(text.matches("(?s).*\\bdouble\\b.*"));
  }
}
