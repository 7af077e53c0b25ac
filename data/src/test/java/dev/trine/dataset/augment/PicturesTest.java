package dev.trine.dataset.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.io.json.JsonField;
import dev.trine.io.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against values of SciPy and NumPy, as src/test/scripts/augment_values.py wrote them. */
class PicturesTest {
  private static final Grid GRID = new Grid(5, 7, 1);
  private static final int CHANNELS = 3;

  @ParameterizedTest
  @ValueSource(strings = {"10", "-37.5", "90"})
  void rotationIsBilinear(String degrees) throws IOException {
    float[] turned = Rotation.turned(values("picture"), GRID, Double.parseDouble(degrees));
    assertArrayEquals(values("turned by " + degrees), turned, 1e-6f);
  }

  @Test
  void shiftMovesByPixels() throws IOException {
    float[] moved = Shift.moved(values("picture"), GRID, 2, -3);
    assertArrayEquals(values("moved by 2, -3"), moved, 0);
  }

  @ParameterizedTest
  @EnumSource
  void flipMirrors(Flip flip) throws IOException {
    assertArrayEquals(values(flip.name()), flip.mirrored(values("picture"), GRID), 0);
  }

  /** Pixels of several channels go where those of one do. */
  @Test
  void channelsStayTogether() throws IOException {
    float[] one = values("picture");
    float[] all = new float[CHANNELS * one.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = one[i / CHANNELS] + i % CHANNELS;
    }
    Grid grid = new Grid(GRID.height(), GRID.width(), CHANNELS);
    float[] moved = Shift.moved(all, grid, 1, 2);
    float[] mirrored = Flip.LEFT_RIGHT.mirrored(all, grid);
    float[] turned = Rotation.turned(all, grid, 180);
    float[] mirroredOne = Flip.LEFT_RIGHT.mirrored(one, GRID);
    for (int i = 0; i < all.length; i++) {
      int pixel = i / CHANNELS;
      boolean isEdge = pixel / GRID.width() < 1 || pixel % GRID.width() < 2;
      float from = isEdge ? 0 : all[i - CHANNELS * (GRID.width() + 2)];
      assertEquals(from, moved[i], 0);
      assertEquals(mirroredOne[pixel] + i % CHANNELS, mirrored[i], 1e-6f);
      assertEquals(one[one.length - 1 - pixel] + i % CHANNELS, turned[i], 1e-5f);
    }
  }

  private static float[] values(String name) throws IOException {
    try (InputStream file = PicturesTest.class.getResourceAsStream("augment_values.json")) {
      JsonField all = StrictJson.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
      double[] numbers =
          all.members().get(name).elements().stream().mapToDouble(JsonField::number).toArray();
      float[] values = new float[numbers.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) numbers[i];
      }
      return values;
    }
  }
}
