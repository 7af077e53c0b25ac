package dev.trine.cuda;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What each lane of a kernel takes of a multiprocessor. */
record KernelUse(int registers, int stackBytes, int spilledBytes) {
  private static final Pattern REPORT =
      Pattern.compile(
          "Function properties for (\\w+)\\s.*?"
              + "(\\d+) bytes stack frame, (\\d+) bytes spill stores, (\\d+) bytes spill loads\\s.*?"
              + "Used (\\d+) registers",
          Pattern.DOTALL);

  /** By the kernels' names, from what NVIDIA's assembler reports. */
  static Map<String, KernelUse> parse(String report) {
    Map<String, KernelUse> kernels = new LinkedHashMap<>();
    REPORT
        .matcher(report)
        .results()
        .forEach(
            found ->
                kernels.put(
                    found.group(1),
                    new KernelUse(
                        number(found, 5), number(found, 2), number(found, 3) + number(found, 4))));
    return kernels;
  }

  private static int number(MatchResult found, int group) {
    return Integer.parseInt(found.group(group));
  }
}
