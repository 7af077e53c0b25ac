package dev.trine.conformance.catalogue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Precision;
import dev.trine.backend.op.Epilogue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private static final List<OpCase> ALL = Catalogue.of(Tier.LARGE);

  @Test
  void namesAreUnique() {
    Map<String, Long> counts =
        ALL.stream().collect(Collectors.groupingBy(OpCase::toString, Collectors.counting()));
    counts.values().removeIf(count -> count == 1);
    assertEquals(Map.of(), counts);
  }

  @Test
  void tiersIncludeThoseBeforeThem() {
    List<OpCase> small = Catalogue.of(Tier.SMALL);
    List<OpCase> normal = Catalogue.of(Tier.NORMAL);
    assertTrue(normal.containsAll(small));
    assertTrue(ALL.containsAll(normal));
    assertTrue(small.size() < normal.size() && normal.size() < ALL.size());
  }

  @Test
  void everyOpHasSmallCases() {
    Set<String> small =
        Catalogue.of(Tier.SMALL).stream().map(OpCase::op).collect(Collectors.toSet());
    assertEquals(ALL.stream().map(OpCase::op).collect(Collectors.toSet()), small);
  }

  @Test
  void everyEpilogueIsTested() {
    assertHas("matmul 6x13x7 a*bT +bias");
    Epilogue.all().forEach(epilogue -> assertHas("matmul 6x13x7 a*bT +bias " + epilogue));
  }

  /** Otherwise the reference would compute from other numbers than a device. */
  @Test
  void inputsAreHeldExactlyByTheirType() {
    for (OpCase opCase : Catalogue.of(Tier.NORMAL)) {
      Map<String, double[]> drawn = opCase.draw();
      for (Argument argument : opCase.arguments()) {
        for (double value : drawn.get(argument.name())) {
          double held = argument.type().decode(argument.type().encode(value));
          assertEquals(held, value, () -> opCase + ", " + argument.name());
        }
      }
    }
  }

  @Test
  void drawsRepeatButDifferFromTensorToTensor() {
    OpCase opCase =
        ALL.stream().filter(c -> c.toString().equals("matmul 1x1x8192 aT*b")).findFirst().get();
    assertArrayEquals(opCase.draw().get("a"), opCase.draw().get("a"));
    assertTrue(opCase.draw().get("a")[0] != opCase.draw().get("b")[0]);
  }

  @Test
  void boundsAreFiniteWhereTheResultIs() {
    for (OpCase opCase : Catalogue.of(Tier.NORMAL)) {
      ReferenceRun run = ReferenceRun.of(opCase, Precision.F32);
      for (Argument argument : opCase.arguments()) {
        double[] bounds = argument.tolerance().bound().of(argument.name(), run);
        double[] after = run.after(argument.name());
        for (int i = 0; i < bounds.length; i++) {
          int index = i;
          assertTrue(
              Double.isFinite(bounds[i]) || !Double.isFinite((float) after[i]),
              () ->
                  "%s bounds %s[%s] by %s"
                      .formatted(opCase, argument.name(), index, bounds[index]));
        }
      }
    }
  }

  private static void assertHas(String name) {
    assertTrue(ALL.stream().anyMatch(c -> c.toString().equals(name)), name);
  }
}
