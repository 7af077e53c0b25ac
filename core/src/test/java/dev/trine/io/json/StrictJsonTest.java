package dev.trine.io.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.ModelFormatException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
  @Test
  void everyKindOfValueIsRead() {
    JsonField all =
        StrictJson.parse(
            "\uFEFF { \"a\" : [ 0 , -7 ,\t1.5e+2, 2E-1 ] ,\r\n \"\" : {}, \"c\":[], \"d\":true, \"e\":false } ");
    List<JsonField> numbers = all.member("a").elements();
    assertEquals(0, numbers.get(0).whole(9));
    assertEquals(-7, numbers.get(1).integer());
    assertEquals(150, numbers.get(2).number());
    assertEquals(0.2, numbers.get(3).number());
    assertTrue(all.member("").members().isEmpty());
    assertTrue(all.member("c").elements().isEmpty());
    assertTrue(all.member("d").flag());
    assertEquals(List.of("a", "", "c", "d", "e"), List.copyOf(all.members().keySet()));
    assertEquals(5, StrictJson.parse("5").integer());
  }

  @Test
  void charactersAreReadAsTheyAreAndByTheirEscapes() {
    String json = "\"\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u00e9\\uD83D\\ude00 é 😀 \u007f\u2028\"";
    assertEquals("\" \\ / \b \f \n \r \t é😀 é 😀 \u007f\u2028", StrictJson.parse(json).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[",
        "{",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1;2]",
        "]",
        "{]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\"=1}",
        "{a:1}",
        "{'a':1}",
        "{1:1}",
        "{\"a\":1 \"b\":2}",
        "01",
        "-",
        "+1",
        ".5",
        "1.",
        "1e",
        "1e+",
        "0x1",
        "NaN",
        "Infinity",
        "-Infinity",
        "1 2",
        "True",
        "TRUE",
        "tru",
        "truth",
        "nul",
        "none",
        "'a'",
        "\"a",
        "\"\\",
        "\"\\'\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12G4\"",
        "\"\\u+123\"",
        "\"a\tb\"",
        "\"a\nb\"",
        "\"\\uD83D\"",
        "\"a\\\nb\"",
        "[1] // so",
        "/* so */ [1]",
        "# so\n[1]",
        ")]}'\n[1]",
        "{} {}",
        "{\"a\":1,\"a\":1}",
        "\u00a01"
      })
  void anythingElseIsRefused(String text) {
    assertThrows(ModelFormatException.class, () -> StrictJson.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`{\"a\": 1,\n \"b\" 2}` | no valid JSON: '2' at character 6 of line 2, expected ':'",
        "`[1,\n` | no valid JSON: the end at character 1 of line 2, expected a value",
        "`[\"a\tb\"]` | no valid JSON: control character 9 at character 4 of line 1, expected the rest of a text",
      })
  void whatIsWrongIsShownInItsPlace(String text, String message) {
    assertEquals(
        message,
        assertThrows(ModelFormatException.class, () -> StrictJson.parse(text)).getMessage());
  }
}
