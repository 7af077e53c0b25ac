package dev.trine.dataset.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.ModelFormatException;
import dev.trine.Mutants;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Preparations that are kept, and what is none. */
class PreparationJsonTest {
  private static final Table TABLE =
      Table.of(
          List.of("a", "c", "y"),
          List.of(
              List.of("0.1", "\"red\"", "x"),
              Arrays.asList("1e-7", null, "y"),
              Arrays.asList(null, "blue", "x")));

  private static final String VALUES = Preparation.of("a").fit(TABLE.having("a")).toJson();
  private static final String CLASSES = Preparation.of("y").markMissing().fit(TABLE).toJson();

  @Test
  void theFormat() {
    Table table =
        Table.of(List.of("a", "c", "y"), List.of(List.of("1", "r", "5"), List.of("3", "s", "7")));
    assertEquals(
        "{\"preparation\":1,\"features\":["
            + "{\"kind\":\"NUMERIC\",\"column\":\"a\",\"origin\":2.0,\"unit\":1.0,\"mean\":2.0,\"marksMissing\":false},"
            + "{\"kind\":\"CATEGORICAL\",\"column\":\"c\",\"categories\":[\"r\",\"s\"],\"hasMissing\":false}],"
            + "\"target\":{\"kind\":\"NUMERIC\",\"column\":\"y\",\"origin\":0.0,\"unit\":1.0}}",
        Preparation.of("y").fit(table).toJson());
  }

  @Test
  void comesBackAsItWas() {
    for (String json : List.of(VALUES, CLASSES)) {
      assertEquals(json, Preparation.fromJson(json).toJson());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "\"preparation\":1#\"preparation\":2#preparation is 2, expected 1; the file may come from a newer version",
        "\"preparation\":1,##preparation is missing",
        "\"kind\":\"NUMERIC\"#\"kind\":\"DATE\"#features[0].kind is \"DATE\", expected one of",
        "\"column\":\"c\"#\"column\":\"a\"#features[1].column is \"a\", expected a column that is not there before",
        "\"column\":\"c\"#\"column\":\"y\"#features[1].column is \"y\", expected a column that is not there before",
        "\"column\":\"c\"#\"column\":null#features[1].column is null, expected a text",
        ",\"blue\"]#,\"\\\"red\\\"\"]#features[1].categories[1] is",
        "\"categories\":[\"x\",\"y\"]#\"categories\":[]#target.categories is a list, expected a list of at least one category",
        "\"marksMissing\":true#\"marksMissing\":1#features[0].marksMissing is 1, expected true or false",
        "\"hasMissing\":true#\"more\":true#features[1].hasMissing is missing",
        "\"hasMissing\":true#\"hasMissing\":true,\"more\":1#features[1].more is unknown",
        "\"unit\":#\"unit\":-#features[0].unit is -",
        "\"unit\":#\"unit\":1e999,\"un\":#features[0].un is unknown",
        "\"mean\":#\"mean\":1e999,\"m\":#features[0].m is unknown",
        "\"target\":{#\"target\":[{}],\"x\":{#x is unknown",
      })
  void whatIsNone(String part, String instead, String fault) {
    assertTrue(CLASSES.contains(part), CLASSES);
    String json =
        CLASSES.replaceFirst(
            java.util.regex.Pattern.quote(part),
            java.util.regex.Matcher.quoteReplacement(instead == null ? "" : instead));
    String message =
        assertThrows(ModelFormatException.class, () -> Preparation.fromJson(json)).getMessage();
    assertTrue(message.contains(fault), message);
  }

  @ParameterizedTest
  @CsvSource({"0", "1e-400", "-1", "1e999", "NaN"})
  void unitsAreAboveZeroAndFinite(String unit) {
    String json = VALUES.replaceFirst("\"unit\":[^,}]*", "\"unit\":" + unit);
    assertThrows(ModelFormatException.class, () -> Preparation.fromJson(json));
  }

  @Test
  void noFeatures() {
    String json =
        VALUES.replaceFirst("\"features\":\\[.*\\],\"target\"", "\"features\":[],\"target\"");
    String message =
        assertThrows(ModelFormatException.class, () -> Preparation.fromJson(json)).getMessage();
    assertTrue(message.contains("at least one feature"), message);
  }

  /** Damage gives a preparation that can be used, or one kind of error. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void mutated(boolean ofClasses, @TempDir Path folder) {
    Path file = folder.resolve("preparation.json");
    Mutants.areReadOrRefused(
        (ofClasses ? CLASSES : VALUES).getBytes(StandardCharsets.UTF_8),
        file,
        ModelFormatException.class,
        Mutants.PLAIN,
        () -> {
          try {
            String json = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            Preparation read = Preparation.fromJson(json);
            assertEquals(read.width(), read.featureNames().size());
          } catch (ModelFormatException malformed) {
            throw new ModelFormatException(file + ": " + malformed.getMessage(), malformed);
          }
        });
  }
}
