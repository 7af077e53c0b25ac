package dev.trine.io.json;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.trine.ModelFormatException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JSON as RFC 8259 has it: no comments, no names without quotes or given twice, no half characters.
 */
public final class StrictJson {
  /** Many times what our files need, and little enough for the stack of any thread. */
  static final int DEEPEST = 64;

  private static final Pattern PLACE = Pattern.compile(" at line (\\d+) column (\\d+)");

  private final JsonReader reader;

  private StrictJson(String text) {
    reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
  }

  /**
   * Reads a text that is one value.
   *
   * @throws ModelFormatException if it is anything else
   */
  public static JsonField parse(String text) {
    StrictJson json = new StrictJson(text);
    try {
      JsonField value = json.value("", 0);
      if (json.reader.peek() != JsonToken.END_DOCUMENT) {
        throw new ModelFormatException("there is more than one JSON value");
      }
      return value;
    } catch (IOException malformed) {
      throw new ModelFormatException(
          "no valid JSON after " + json.reader.getPath() + place(malformed), malformed);
    }
  }

  /** Such as {@code , line 3, column 5}, as the reader's message has it. */
  private static String place(IOException malformed) {
    Matcher place = PLACE.matcher(String.valueOf(malformed.getMessage()));
    return place.find() ? ", line %s, column %s".formatted(place.group(1), place.group(2)) : "";
  }

  private JsonField value(String path, int depth) throws IOException {
    JsonToken kind = reader.peek();
    return new JsonField(
        path,
        kind,
        switch (kind) {
          case BEGIN_OBJECT -> members(path, deeper(depth));
          case BEGIN_ARRAY -> elements(path, deeper(depth));
          case STRING -> whole(reader.nextString());
          case BOOLEAN -> String.valueOf(reader.nextBoolean());
          case NULL -> nothing();
          default -> reader.nextString();
        });
  }

  private Map<String, JsonField> members(String path, int depth) throws IOException {
    Map<String, JsonField> members = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = whole(reader.nextName());
      String place = path.isEmpty() ? name : path + "." + name;
      if (members.put(name, value(place, depth)) != null) {
        throw new ModelFormatException(place + " is there twice");
      }
    }
    reader.endObject();
    return members;
  }

  private List<JsonField> elements(String path, int depth) throws IOException {
    List<JsonField> elements = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      elements.add(value("%s[%s]".formatted(path, elements.size()), depth));
    }
    reader.endArray();
    return elements;
  }

  private String nothing() throws IOException {
    reader.nextNull();
    return "null";
  }

  private static int deeper(int depth) {
    if (depth == DEEPEST) {
      throw new ModelFormatException("JSON nested deeper than %s levels".formatted(DEEPEST));
    }
    return depth + 1;
  }

  /** An escape can name half of a surrogate pair, which is no character and has no UTF-8. */
  private static String whole(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new ModelFormatException("a text with half a surrogate pair");
    }
    return text;
  }
}
