package dev.trine.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.op.Rows;
import dev.trine.backend.op.StepState;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The numbers that Java passes mean the same in the sources. */
class CodesTest {
  private static final Pattern DEFINITION =
      Pattern.compile("^#define (\\w+) \\(?(-?\\d+)\\)?$", Pattern.MULTILINE);

  private static Map<String, Integer> definitions(String module) {
    Map<String, Integer> found = new HashMap<>();
    Matcher matcher = DEFINITION.matcher(KernelSource.load(module).text());
    while (matcher.find()) {
      found.put(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }
    return found;
  }

  @ParameterizedTest
  @EnumSource(Rows.Combine.class)
  void combinations(Rows.Combine combine) {
    assertEquals(combine.ordinal(), definitions("fold").get(combine.name()));
  }

  @Test
  void stepState() {
    Map<String, Integer> update = definitions("update");
    assertEquals(StepState.STEP, update.get("STEP"));
    assertEquals(StepState.HEALTHY, update.get("HEALTHY"));
    assertEquals(StepState.OVERFLOWED, update.get("OVERFLOWED"));
    assertEquals(StepState.SKIPS, update.get("SKIPS"));
    assertEquals(StepState.SKIPPED, update.get("SKIPPED"));
  }
}
