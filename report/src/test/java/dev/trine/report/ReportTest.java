package dev.trine.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.TrineException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The page as a whole; what each kind of section shows has a test of its own. */
class ReportTest {
  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\"'<>)]*");

  @TempDir private Path folder;

  static Document parsed(Report report) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(report.html())));
  }

  static List<Element> elements(Document page, String name) {
    NodeList found = page.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 60, 120})
  void isWellFormedWhateverNamesAre(int classes) throws Exception {
    Document page = parsed(EverySection.page(classes));
    assertEquals(
        "Every section " + EverySection.HARMFUL, elements(page, "h1").get(0).getTextContent());
    assertEquals(6, elements(page, "section").size());
  }

  /** Two of the library and of this module, and the data of two charts. */
  @Test
  void noNameBecomesAScript() throws Exception {
    assertEquals(4, elements(parsed(EverySection.page(10)), "script").size());
    assertFalse(EverySection.page(10).html().contains(EverySection.HARMFUL));
  }

  /** Namespaces and a comment of the library are no addresses that something is loaded from. */
  @Test
  void asksNoNetwork() throws Exception {
    Matcher matcher = ADDRESS.matcher(EverySection.page(10).html());
    List<String> addresses =
        matcher.results().map(found -> found.group()).distinct().sorted().toList();
    assertEquals(
        List.of(
            "http://www.w3.org/1999/xhtml",
            "http://www.w3.org/2000/svg",
            "https://github.com/leeoniya/uPlot"),
        addresses);
    for (String attribute : List.of("src", "href")) {
      for (String name : List.of("img", "a", "link", "script", "iframe")) {
        for (Element element : elements(parsed(EverySection.page(10)), name)) {
          String to = element.getAttribute(attribute);
          assertTrue(to.isEmpty() || to.startsWith("#") || to.startsWith("data:image/png"), to);
        }
      }
    }
  }

  @Test
  void theSameSectionsAreTheSameBytes() {
    assertEquals(EverySection.page(10).html(), EverySection.page(10).html());
  }

  @Test
  void carriesTheLicenceOfTheLibrary() {
    assertTrue(EverySection.page(2).html().contains("The MIT License (MIT)"));
  }

  @Test
  void isWrittenAsAWhole() throws Exception {
    Path file = folder.resolve("report.html");
    Files.writeString(file, "before");
    EverySection.page(2).write(file);
    assertEquals(EverySection.page(2).html(), Files.readString(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void namesAFileThatCannotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("none"), "a file").resolve("report.html");
    String message =
        assertThrows(TrineException.class, () -> EverySection.page(2).write(file)).getMessage();
    assertTrue(message.contains(file.toString()), message);
  }

  @Test
  void whatXmlCannotHaveIsShownAsMissing() throws Exception {
    Document page = parsed(Report.titled("a\u0000b\ud800c😀"));
    assertEquals("a\ufffdb\ufffdc😀", elements(page, "h1").get(0).getTextContent());
  }
}
