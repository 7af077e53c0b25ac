package dev.trine.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0     | 0",
        "10    | 10",
        "1960  | 1960",
        "2.50  | 2.5",
        "-0.02 | -0.02",
        "20000 | 20,000",
        "1e10  | 1e+10",
        "2e-7  | 2e-7",
      })
  void besideAnAxisNumbersAreAsPlainAsTheyCanBe(double value, String text) {
    assertEquals(text, Numbers.mark(value));
  }
}
