package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of kernels for rows. */
class RowTextTest {
  static Stream<LaunchCase> cases() {
    return RowLaunches.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isForTheOldestDriversAndDevices(LaunchCase launch) {
    Ptx ptx = Ptx.render(launch.form());
    assertEquals("7.0", ptx.version());
    assertTrue(ptx.text().contains("\n.target sm_" + CudaDevice.LEAST_CAPABILITY + "\n"));
    assertTrue(ptx.text().contains("\n.reqntid 64, 1, 1\n"));
    assertTrue(ptx.module().matches("(fold|rows)_[0-9a-f]{8}"), ptx.module());
    assertEquals(Set.of(ptx.module()), ptx.entries().keySet());
  }

  /** Nor double precision, at a 64th of the speed; nor the cache that sees no writes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        ".f64", ".ftz", ".approx", ".full", ".nc.", "add.f32", "sub.f32", "mul.f32", "mad.f32"
      })
  void hasNoArithmeticOfOtherBits(String never) {
    cases()
        .forEach(
            launch -> assertFalse(Ptx.render(launch.form()).text().contains(never), launch::name));
  }
}
