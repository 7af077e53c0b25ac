package dev.trine.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Against NumPy's singular values and vectors. */
class PrincipalComponentsTest {
  private static float[][] rows() {
    float[][] rows = new float[9][4];
    for (int i = 0; i < 9; i++) {
      for (int j = 0; j < 4; j++) {
        rows[i][j] = (i * 7 + j * 13) % 11 - 5 + (j == i % 4 ? 4.5f : 0);
      }
    }
    return rows;
  }

  @Test
  void directionsSharesAndPlacesAreThoseOfNumPy() {
    PrincipalComponents two = PrincipalComponents.of(rows(), 2);
    double[] first = {
      -0.0054968751519695255, 0.8813390092026636, -0.21221828604503232, -0.42210749139210896
    };
    double[] second = {
      -0.6091241612606414, 0.27675101483805725, 0.7065587966760395, 0.23054565446855405
    };
    assertArrayEquals(first, two.directions()[0], 1e-8);
    assertArrayEquals(second, two.directions()[1], 1e-8);
    assertArrayEquals(new double[] {0.4432569101573846, 0.28122605592225997}, two.shares(), 1e-12);
    double[][] places = two.project(rows());
    assertArrayEquals(new double[] {-2.620710590329901, -1.254391559823394}, places[0], 1e-7);
    assertArrayEquals(new double[] {10.03824893736937, -3.342983096915713}, places[1], 1e-7);
  }

  @Test
  void rowsOnALineHaveOneComponent() {
    float[][] line = {{1, 2}, {2, 4}, {3, 6}, {5, 10}};
    assertArrayEquals(new double[] {1}, PrincipalComponents.of(line, 2).shares(), 1e-12);
  }

  @Test
  void equalRowsHaveNone() {
    assertEquals(0, PrincipalComponents.of(new float[][] {{1, 2}, {1, 2}}, 2).directions().length);
  }

  @Test
  void whatIsNotFiniteSpoilsNothing() {
    float[][] rows = {{1, Float.NaN}, {2, 0}, {Float.POSITIVE_INFINITY, 0}, {3, 0}};
    assertEquals(1, PrincipalComponents.of(rows, 2).shares()[0], 1e-12);
  }
}
