package dev.trine.dataset;

import dev.trine.io.json.JsonField;
import dev.trine.io.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What scikit-learn made of the same, as src/test/scripts/sklearn_values.py wrote it. */
public final class SklearnValues {
  private SklearnValues() {}

  public static JsonField read() {
    try (InputStream file = SklearnValues.class.getResourceAsStream("sklearn_values.json")) {
      return StrictJson.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public static double[] row(JsonField numbers) {
    return numbers.elements().stream().mapToDouble(JsonField::number).toArray();
  }
}
