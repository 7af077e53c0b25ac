package dev.trine.examples.speech;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LogMelTest {
  /** Values of NumPy, as src/test/scripts/log_mel_values.py wrote them, of the same sound. */
  @Test
  void isAsNumPyHasIt() throws IOException {
    float[] sound = new float[LogMel.RATE / 10];
    for (int n = 0; n < sound.length; n++) {
      double tone = Math.sin(2 * Math.PI * 440 * n / LogMel.RATE);
      double rising = Math.cos(2 * Math.PI * 15 * n * n / LogMel.RATE);
      sound[n] = (float) (0.3 * tone + 0.1 * rising);
    }
    float[][] frames = LogMel.of(sound);
    String[] rows = rows();
    assertEquals(rows.length, frames.length);
    for (int t = 0; t < rows.length; t++) {
      double[] expected =
          Arrays.stream(rows[t].split(",")).mapToDouble(Double::parseDouble).toArray();
      double[] actual = new double[LogMel.BANDS];
      for (int band = 0; band < actual.length; band++) {
        actual[band] = frames[t][band];
      }
      assertArrayEquals(expected, actual, 1e-5);
    }
  }

  private static String[] rows() throws IOException {
    try (InputStream file = LogMelTest.class.getResourceAsStream("log_mel_values.csv")) {
      return new String(file.readAllBytes(), StandardCharsets.US_ASCII).strip().split("\n");
    }
  }

  @Test
  void ofAlmostNothingIsOneFrame() {
    assertEquals(1, LogMel.of(new float[] {0.1f}).length);
    assertEquals(1, LogMel.of(new float[0]).length);
  }

  /** |X[k]|² of the first basis function is N²/4 at 1, where all of it is. */
  @Test
  void powerIsOfTheTransform() {
    double[] cosine = new double[8];
    Arrays.setAll(cosine, n -> Math.cos(2 * Math.PI * n / 8));
    assertArrayEquals(new double[] {0, 16, 0, 0, 0}, Fourier.power(cosine), 1e-12);
    assertArrayEquals(new double[] {9, 1, 1}, Fourier.power(new double[] {1, 1, 1, 0}), 1e-12);
  }
}
