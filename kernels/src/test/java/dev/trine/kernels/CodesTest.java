package dev.trine.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.op.Reduction;
import dev.trine.backend.op.StageOp;
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
  @EnumSource(StageOp.class)
  void stages(StageOp op) {
    Map<String, Integer> chain = definitions("chain");
    // Some names are taken by the dialect's functions.
    Integer code = chain.getOrDefault(op.name(), chain.get(op.name() + "_OF"));
    assertNotNull(code, "chain.c defines " + op);
    assertEquals(op.code(), code);
    String line =
        (op.isBinary() ? "BINARY(" : "UNARY(")
            + (chain.containsKey(op.name()) ? op.name() : op.name() + "_OF");
    assertTrue(KernelSource.load("chain").text().contains(line + ", "), "chain.c computes " + op);
  }

  @ParameterizedTest
  @EnumSource(ChainCalls.Source.class)
  void sourcesOfOperands(ChainCalls.Source source) {
    assertEquals(source.code(), definitions("chain").get(source.name()));
  }

  @ParameterizedTest
  @EnumSource(Reduction.Kind.class)
  void reductions(Reduction.Kind kind) {
    assertEquals(kind.code(), definitions("reduce").get(kind.name()));
  }

  @Test
  void stepState() {
    Map<String, Integer> update = definitions("update");
    assertEquals(StepState.STEP, update.get("STEP"));
    assertEquals(StepState.HEALTHY, update.get("HEALTHY"));
    assertEquals(StepState.OVERFLOWED, update.get("OVERFLOWED"));
  }

  @Test
  void noActivation() {
    assertEquals(Gemm.NO_ACTIVATION, definitions("gemm").get("IDENTITY"));
  }
}
