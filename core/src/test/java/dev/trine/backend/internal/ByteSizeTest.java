package dev.trine.backend.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "1, 1 byte",
    "1023, 1023 bytes",
    "1024, 1.0 KiB",
    "102400, 100.0 KiB",
    "1048576, 1.0 MiB",
    "1610612736, 1.5 GiB",
    "1099511627776, 1.0 TiB",
    "9223372036854775807, 8388608.0 TiB",
  })
  void isInTheUnitThatFits(long bytes, String text) {
    assertEquals(text, ByteSize.of(bytes));
  }
}
