package dev.trine.io.json;

import dev.trine.ModelFormatException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JSON as RFC 8259 has it: no comments, no names without quotes or given twice, no half characters.
 *
 * <p>Read here and by no library, since what Trine runs within brings its own version of one: Spark
 * 3.5 has Gson 2.2.4, which knows neither this strictness nor texts of one value.
 */
public final class StrictJson {
  /** Many times what our files need, and little enough for the stack of any thread. */
  static final int DEEPEST = 64;

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

  private static final Pattern FOUR_DIGITS = Pattern.compile("[0-9a-fA-F]{4}");

  /** What follows a backslash, and what each stands for. */
  private static final String ESCAPES = "\"\\/bfnrt";

  private static final String ESCAPED = "\"\\/\b\f\n\r\t";

  private final String text;
  private int at;

  private StrictJson(String text) {
    this.text = text;
    at = text.startsWith("\uFEFF") ? 1 : 0; // as some editors begin a file
  }

  /**
   * Reads a text that is one value.
   *
   * @throws ModelFormatException if it is anything else
   */
  public static JsonField parse(String text) {
    StrictJson json = new StrictJson(text);
    JsonField value = json.value("", 0);
    if (json.next() >= 0) {
      throw new ModelFormatException("there is more than one JSON value");
    }
    return value;
  }

  private JsonField value(String path, int depth) {
    return switch (next()) {
      case '{' -> new JsonField(path, JsonKind.OBJECT, members(path, deeper(depth)));
      case '[' -> new JsonField(path, JsonKind.LIST, elements(path, deeper(depth)));
      case '"' -> new JsonField(path, JsonKind.TEXT, string());
      case 't' -> new JsonField(path, JsonKind.FLAG, word("true"));
      case 'f' -> new JsonField(path, JsonKind.FLAG, word("false"));
      case 'n' -> new JsonField(path, JsonKind.NOTHING, word("null"));
      default -> new JsonField(path, JsonKind.NUMBER, matched(NUMBER, "a value"));
    };
  }

  private Map<String, JsonField> members(String path, int depth) {
    Map<String, JsonField> members = new LinkedHashMap<>();
    take('{');
    while (another('}', members.isEmpty())) {
      if (next() != '"') {
        throw malformed("a name in quotes");
      }
      String name = string();
      String place = path.isEmpty() ? name : path + "." + name;
      next();
      take(':');
      if (members.put(name, value(place, depth)) != null) {
        throw new ModelFormatException(place + " is there twice");
      }
    }
    return members;
  }

  private List<JsonField> elements(String path, int depth) {
    List<JsonField> elements = new ArrayList<>();
    take('[');
    while (another(']', elements.isEmpty())) {
      elements.add(value("%s[%s]".formatted(path, elements.size()), depth));
    }
    return elements;
  }

  /** Whether a member or an element comes, behind a comma unless it is the first. */
  private boolean another(char end, boolean first) {
    if (next() == end) {
      take(end);
      return false;
    }
    if (!first) {
      take(',');
    }
    return true;
  }

  private String string() {
    StringBuilder characters = new StringBuilder();
    take('"');
    while (here() != '"') {
      if (here() < ' ') {
        throw malformed("the rest of a text");
      }
      char character = text.charAt(at++);
      characters.append(character == '\\' ? escaped() : character);
    }
    take('"');
    return whole(characters.toString());
  }

  private char escaped() {
    if (here() == 'u') {
      at++;
      return (char) Integer.parseInt(matched(FOUR_DIGITS, "four hexadecimal digits"), 16);
    }
    int which = ESCAPES.indexOf(here());
    if (which < 0) {
      throw malformed("an escape");
    }
    at++;
    return ESCAPED.charAt(which);
  }

  private String word(String word) {
    if (!text.startsWith(word, at)) {
      throw malformed(word);
    }
    at += word.length();
    return word;
  }

  private String matched(Pattern pattern, String expected) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw malformed(expected);
    }
    at = matcher.end();
    return matcher.group();
  }

  private void take(char expected) {
    if (here() != expected) {
      throw malformed("'" + expected + "'");
    }
    at++;
  }

  /** The next character that is no space, which is not taken yet; negative at the end. */
  private int next() {
    while (here() == ' ' || here() == '\t' || here() == '\n' || here() == '\r') {
      at++;
    }
    return here();
  }

  private int here() {
    return at < text.length() ? text.charAt(at) : -1;
  }

  private ModelFormatException malformed(String expected) {
    String before = text.substring(0, at);
    long line = 1 + before.chars().filter(character -> character == '\n').count();
    int column = at - before.lastIndexOf('\n');
    return new ModelFormatException(
        "no valid JSON: %s at character %s of line %s, expected %s"
            .formatted(shown(), column, line, expected));
  }

  private String shown() {
    if (here() < 0) {
      return "the end";
    }
    return here() < ' ' ? "control character " + here() : "'" + text.charAt(at) + "'";
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
