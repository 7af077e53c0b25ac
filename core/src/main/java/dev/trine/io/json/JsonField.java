package dev.trine.io.json;

import dev.trine.ModelFormatException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A value in a JSON text that knows its place, such as {@code layers[1].units}. Each method gives
 * the value as one kind and throws a {@link ModelFormatException} that names the place if it is of
 * another: nothing is converted.
 */
public final class JsonField {
  /** Of a value, as far as messages show it. */
  private static final int SHOWN = 60;

  private final String path;
  private final JsonKind kind;
  private final Object content;

  /**
   * A value.
   *
   * @param kind what it is
   * @param content its members by name, its elements, or its text
   */
  JsonField(String path, JsonKind kind, Object content) {
    this.path = path;
    this.kind = kind;
    this.content = content;
  }

  /** The members of an object. */
  public Map<String, JsonField> members() {
    expect(JsonKind.OBJECT, "an object");
    @SuppressWarnings("unchecked")
    Map<String, JsonField> members = (Map<String, JsonField>) content;
    return members;
  }

  /** The members of an object that has those of the given names and no others. */
  public Map<String, JsonField> members(List<String> names) {
    return members(names, Set.of());
  }

  /** The members of an object that has those of the given names, less some that it may lack. */
  public Map<String, JsonField> members(List<String> names, Set<String> optional) {
    Map<String, JsonField> members = members();
    for (String name : names) {
      if (!optional.contains(name)) {
        member(name);
      }
    }
    for (Map.Entry<String, JsonField> member : members.entrySet()) {
      if (!names.contains(member.getKey())) {
        throw new ModelFormatException(
            "%s is unknown, expected %s; the file may come from a newer version"
                .formatted(member.getValue().place(), names));
      }
    }
    return members;
  }

  /** A member that an object must have. */
  public JsonField member(String name) {
    JsonField member = members().get(name);
    if (member == null) {
      throw new ModelFormatException(
          "%s is missing".formatted(path.isEmpty() ? name : path + "." + name));
    }
    return member;
  }

  /** The elements of a list. */
  public List<JsonField> elements() {
    expect(JsonKind.LIST, "a list");
    @SuppressWarnings("unchecked")
    List<JsonField> elements = (List<JsonField>) content;
    return elements;
  }

  /** The characters of a string. */
  public String text() {
    expect(JsonKind.TEXT, "a text");
    return (String) content;
  }

  /** A number that is written as digits alone. */
  public long whole(long largest) {
    String expected = "a whole number from 0 to " + largest;
    expect(JsonKind.NUMBER, expected);
    String digits = (String) content;
    // 19 digits hold every long; what has more is refused before it could overflow.
    if (!digits.matches("0|[1-9][0-9]{0,18}") || exceeds(digits, largest)) {
      throw isNot(expected);
    }
    return Long.parseLong(digits);
  }

  /** A number that is written as digits alone, after a minus or not. */
  public int integer() {
    String expected =
        "a whole number from %s to %s".formatted(Integer.MIN_VALUE, Integer.MAX_VALUE);
    expect(JsonKind.NUMBER, expected);
    String digits = (String) content;
    if (!digits.matches("0|-?[1-9][0-9]{0,9}")
        || Long.parseLong(digits) != (int) Long.parseLong(digits)) {
      throw isNot(expected);
    }
    return Integer.parseInt(digits);
  }

  private static boolean exceeds(String digits, long largest) {
    String limit = Long.toString(largest);
    return digits.length() > limit.length()
        || digits.length() == limit.length() && digits.compareTo(limit) > 0;
  }

  /** A number, rounded to the nearest double. */
  public double number() {
    expect(JsonKind.NUMBER, "a number");
    double value = Double.parseDouble((String) content);
    if (Double.isInfinite(value)) {
      throw isNot("a finite number");
    }
    return value;
  }

  /** A number, or one of the texts that {@link Double#toString} has for what JSON has not. */
  public double real() {
    if (kind != JsonKind.TEXT) {
      return number();
    }
    return switch (text()) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw isNot("a number, or \"NaN\", \"Infinity\" or \"-Infinity\"");
    };
  }

  /** The name of a constant of an enum. */
  public <T> T constant(Class<T> type) {
    T[] constants = type.getEnumConstants();
    return Arrays.stream(constants)
        .filter(constant -> ((Enum<?>) constant).name().equals(text()))
        .findFirst()
        .orElseThrow(() -> isNot("one of " + Arrays.toString(constants)));
  }

  /** True or false. */
  public boolean flag() {
    expect(JsonKind.FLAG, "true or false");
    return Boolean.parseBoolean((String) content);
  }

  /** What to throw when this is not what was expected here. */
  public ModelFormatException isNot(String expected) {
    return new ModelFormatException("%s is %s, expected %s".formatted(place(), shown(), expected));
  }

  /** Its path, for messages. */
  public String place() {
    return path.isEmpty() ? "the JSON" : path;
  }

  private void expect(JsonKind expected, String name) {
    if (kind != expected) {
      throw isNot(name);
    }
  }

  private String shown() {
    return switch (kind) {
      case OBJECT -> "an object";
      case LIST -> "a list";
      case TEXT -> "\"" + shortened() + "\"";
      default -> shortened();
    };
  }

  private String shortened() {
    String text = (String) content;
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
