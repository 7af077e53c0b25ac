package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.internal.Collapse;
import dev.trine.expression.Operator;
import dev.trine.kernels.MapForm;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of generated kernels. */
class MapTextTest {
  static Stream<MapCase> cases() {
    return Stream.of(MapCases.structures(), MapCases.operations(), MapCases.ofFunctions())
        .flatMap(cases -> cases);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isForTheOldestDriversAndDevices(MapCase mapping) {
    Ptx ptx = render(mapping);
    assertEquals("7.0", ptx.version());
    assertTrue(ptx.text().contains("\n.target sm_" + CudaDevice.LEAST_CAPABILITY + "\n"));
    assertTrue(ptx.text().contains("\n.reqntid 64, 1, 1\n"));
    assertEquals(Set.of(ptx.module()), ptx.entries().keySet());
  }

  /** Nor double precision, at a 64th of the speed; nor the cache that sees no writes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        ".f64", ".ftz", ".approx", ".full", ".nc.", "add.f32", "sub.f32", "mul.f32", "mad.f32"
      })
  void hasNoArithmeticOfOtherBits(String never) {
    cases().forEach(mapping -> assertFalse(render(mapping).text().contains(never), mapping::name));
  }

  @Test
  void isNamedAfterItsForm() {
    Ptx ptx = render(MapCases.operation(Operator.ADD));
    assertTrue(ptx.module().matches("map_[0-9a-f]{8}"), ptx.module());
    assertEquals(ptx, render(MapCases.operation(Operator.ADD)));
    assertNotEquals(ptx.module(), render(MapCases.operation(Operator.SUBTRACT)).module());
  }

  /** Java writes numbers in the digits of the user's language, given the chance. */
  @Test
  void hasTheDigitsOfPtxInEveryLanguage() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      cases()
          .flatMap(mapping -> render(mapping).text().lines())
          .filter(line -> !line.startsWith("//"))
          .forEach(line -> assertTrue(line.matches("\\p{ASCII}*"), line));
    } finally {
      Locale.setDefault(before);
    }
  }

  private static Ptx render(MapCase mapping) {
    return Ptx.render(MapForm.of(Collapse.of(mapping.spec())));
  }
}
