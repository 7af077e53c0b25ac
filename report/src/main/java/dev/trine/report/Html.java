package dev.trine.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * HTML as it is written, element by element. All text is escaped, and every element closed, so that
 * what comes out is well-formed XML too.
 */
final class Html {
  private final StringBuilder text = new StringBuilder();
  private final Deque<String> opened = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param attributes names and values in turn
   */
  Html open(String element, String... attributes) {
    start(element, attributes);
    text.append('>');
    opened.push(element);
    return this;
  }

  /** Closes the element that was opened last. */
  Html close() {
    text.append("</").append(opened.pop()).append('>');
    return this;
  }

  /** An element with nothing but text in it. */
  Html element(String element, String content, String... attributes) {
    return open(element, attributes).text(content).close();
  }

  /** An element that has no content. */
  Html empty(String element, String... attributes) {
    start(element, attributes);
    text.append("/>");
    return this;
  }

  Html text(String content) {
    text.append(escaped(content));
    return this;
  }

  /** Line breaks for whoever reads the source. */
  Html line() {
    text.append('\n');
    return this;
  }

  /** A script of this module, or of a library, as it stands. */
  Html script(String code) {
    text.append("<script>/*<![CDATA[*/\n").append(code).append("\n/*]]>*/</script>\n");
    return this;
  }

  /** Data for scripts: JSON without any of {@code < > &}, which Gson writes by their numbers. */
  Html data(String json) {
    if (json.matches("(?s).*[<>&].*")) {
      throw new IllegalArgumentException("The JSON has one of < > & in it, expected it escaped");
    }
    text.append("<script type=\"application/json\">").append(json).append("</script>");
    return this;
  }

  Html style(String css) {
    text.append("<style>/*<![CDATA[*/\n").append(css).append("\n/*]]>*/</style>\n");
    return this;
  }

  private void start(String element, String... attributes) {
    text.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      text.append(' ').append(attributes[i]).append("=\"");
      text.append(escaped(attributes[i + 1])).append('"');
    }
  }

  /** What XML has no character for, such as a null, is shown as the sign for that. */
  private static String escaped(String content) {
    StringBuilder safe = new StringBuilder(content.length());
    content.codePoints().forEach(character -> escape(character, safe));
    return safe.toString();
  }

  private static void escape(int character, StringBuilder safe) {
    switch (character) {
      case '&' -> safe.append("&amp;");
      case '<' -> safe.append("&lt;");
      case '>' -> safe.append("&gt;");
      case '"' -> safe.append("&quot;");
      case '\'' -> safe.append("&#39;");
      default -> safe.appendCodePoint(isInXml(character) ? character : 0xFFFD);
    }
  }

  private static boolean isInXml(int character) {
    return character >= ' ' && character < 0xD800
        || character == '\n'
        || character == '\t'
        || character > 0xDFFF && character != 0xFFFE && character != 0xFFFF;
  }

  /** All of it, once everything is closed. */
  @Override
  public String toString() {
    if (!opened.isEmpty()) {
      throw new IllegalStateException("Still open: " + opened);
    }
    return text.toString();
  }
}
