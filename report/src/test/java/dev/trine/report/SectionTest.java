package dev.trine.report;

import static dev.trine.report.ReportTest.elements;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.trine.metric.ConfusionMatrix;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What each kind of section shows. */
class SectionTest {
  private static Document page(Section section) throws Exception {
    return ReportTest.parsed(Report.titled("t").section("s", section));
  }

  private static List<String> texts(Document page, String element) {
    return elements(page, element).stream().map(Element::getTextContent).toList();
  }

  private static JsonObject data(Section section) throws Exception {
    String json = elements(page(section), "script").get(0).getTextContent();
    return JsonParser.parseString(json).getAsJsonObject();
  }

  @Test
  void curvesAreDataForTheChartAndATable() throws Exception {
    Curves curves = Curves.of("epoch", "loss").with("training", 2, 1, 0.5);
    JsonObject data = data(curves);
    assertEquals("[1.0,2.0,3.0]", data.get("x").toString());
    JsonObject curve = data.getAsJsonArray("curves").get(0).getAsJsonObject();
    assertEquals("training", curve.get("name").getAsString());
    assertEquals("[2.0,1.0,0.5]", curve.get("values").toString());
    assertEquals(List.of("epoch", "training", "1", "2", "3"), texts(page(curves), "th"));
    assertEquals(List.of("2", "1", "0.5000"), texts(page(curves), "td"));
  }

  @Test
  void whatIsNotFiniteIsAGapInACurve() throws Exception {
    Curves curves = Curves.of("epoch", "loss").with("a", Double.NaN, 1, Double.POSITIVE_INFINITY);
    JsonArray values =
        data(curves).getAsJsonArray("curves").get(0).getAsJsonObject().getAsJsonArray("values");
    assertEquals("[null,1.0,null]", values.toString());
    assertEquals(List.of("–", "1", "∞"), texts(page(curves), "td"));
  }

  @Test
  void aLogarithmicAxisIsForWhatIsAboveZero() throws Exception {
    Curves above = Curves.of("x", "y").with("a", 1, 2).onLogarithmicAxis();
    assertTrue(data(above).get("logarithmic").getAsBoolean());
    assertFalse(data(above.with("b", 0, 1)).get("logarithmic").getAsBoolean());
  }

  @Test
  void curvesOfDifferentLengthAreRefused() {
    Curves one = Curves.of("x", "y").with("a", 1, 2);
    String message =
        assertThrows(IllegalArgumentException.class, () -> one.with("b", 1)).getMessage();
    assertTrue(message.contains("'b' has 1 points, expected 2"), message);
  }

  @Test
  void aConfusionMatrixIsRowsOfTrueClasses() throws Exception {
    double[][] counts = {{8, 2, 0}, {0, 5, 0}, {1, 0, 4}};
    Document page = page(new Confusions(new ConfusionMatrix(List.of("a", "b", "c"), counts)));
    List<String> cells = texts(page, "td");
    assertEquals(List.of("", "8", "2", "", "", "5", "", "1", "", "4"), cells.subList(0, 10));
    assertEquals(List.of("b", "2", "20.00 %", "a", "1", "20.00 %"), cells.subList(10, 16));
    Element mistaken = elements(page, "td").get(2);
    assertEquals("miss", mistaken.getAttribute("class"));
    assertEquals("--share:0.45", mistaken.getAttribute("style")); // √0.2
    assertEquals("a taken for b: 2, 20.00 %", mistaken.getAttribute("title"));
    assertEquals("hit dark", elements(page, "td").get(1).getAttribute("class"));
  }

  @Test
  void ofVeryManyClassesThereAreTheMistakesAlone() throws Exception {
    double[][] counts = new double[300][300];
    counts[7][299] = 3;
    List<String> names = IntStream.range(0, 300).mapToObj(i -> "c" + i).toList();
    List<String> captions =
        texts(page(new Confusions(new ConfusionMatrix(names, counts))), "caption");
    assertEquals(List.of("Most frequent mistakes"), captions);
  }

  @Test
  void picturesArePngOfTheirBytes() throws Exception {
    byte[] bytes = {0, (byte) 128, (byte) 255, 1, 2, 3};
    Pixels grey = new Pixels(2, 3, 1, bytes);
    Pixels colour = new Pixels(1, 2, 3, bytes);
    Document page = page(Pictures.of("c").with(grey, "g", "").with(colour, "c", "note"));
    BufferedImage read = image(elements(page, "img").get(0));
    assertEquals(3, read.getWidth());
    assertEquals(2, read.getHeight());
    assertEquals(128, read.getRaster().getSample(1, 0, 0));
    assertEquals(3, read.getRaster().getSample(2, 1, 0));
    assertEquals(0xff0080ff, image(elements(page, "img").get(1)).getRGB(0, 0));
    assertEquals("g", elements(page, "img").get(0).getAttribute("alt"));
    assertEquals(List.of("note"), texts(page, "small"));
  }

  @Test
  void picturesThatBelongTogetherStaySo() throws Exception {
    Pixels dot = new Pixels(1, 1, 1, new byte[1]);
    Pictures three = Pictures.of("c").with(dot, "a", "").with(dot, "b", "").with(dot, "c", "");
    assertEquals(List.of("a", "b", "c"), texts(page(three), "li"));
    assertEquals(List.of("ab", "c"), texts(page(three.inGroupsOf(2)), "li"));
    assertThrows(IllegalArgumentException.class, () -> three.inGroupsOf(0));
  }

  private static BufferedImage image(Element element) throws Exception {
    String address = element.getAttribute("src");
    byte[] png = Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1));
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  @Test
  void numbersAreStretchedToAPicture() {
    double[] values = {-1, 0, 3, Double.NaN};
    byte[] bytes = Pixels.stretched(2, 2, 1, values).bytes();
    assertEquals(
        List.of(0, 64, 255, 0), IntStream.range(0, 4).mapToObj(i -> bytes[i] & 255).toList());
  }

  @Test
  void pointsAreAPathForEachGroup() throws Exception {
    double[][] points = {{0, 0}, {1, 1}, {2, 4}, {Double.NaN, 1}};
    Points two =
        Points.grouped("c", "x", "y", points, new int[] {0, 1, 1, 0}, List.of("a", "b", "c"));
    Document page = page(two);
    List<String> paths =
        elements(page, "path").stream()
            .filter(path -> path.getParentNode().getAttributes().getNamedItem("role") != null)
            .map(path -> path.getAttribute("d"))
            .toList();
    assertEquals(2, paths.size());
    assertEquals(1, paths.get(0).chars().filter(c -> c == 'M').count());
    assertEquals(2, paths.get(1).chars().filter(c -> c == 'M').count());
    assertTrue(paths.get(0).startsWith("M67.6 412.5"), paths.get(0)); // 4 % from the corner
    assertEquals(List.of("a", "b"), texts(page, "li"));
  }

  @Test
  void theMarksOfAnAxisAreRound() {
    assertEquals(List.of(0.0, 20.0, 40.0, 60.0, 80.0, 100.0), new Axis(-3, 104).marks());
    assertEquals(0.5, new Axis(-1, 1).place(0));
    assertEquals(7.0, Axis.around(List.of(7.0)).least(), 0.5);
  }

  @Test
  void aTableHasAHeaderForEachRowAndColumn() throws Exception {
    Document page = page(Table.of("files", "name", "bytes").row("a", "1,024").row("b", "7"));
    assertEquals(List.of("name", "bytes", "a", "b"), texts(page, "th"));
    assertEquals("number", elements(page, "td").get(0).getAttribute("class"));
    assertEquals("row", elements(page, "th").get(2).getAttribute("scope"));
    String message =
        assertThrows(IllegalArgumentException.class, () -> Table.of("", "a", "b").row("1"))
            .getMessage();
    assertTrue(message.contains("has 1 cells, expected 2"), message);
  }

  @Test
  void textsKeepTheirLines() throws Exception {
    Document page = page(Texts.of("c").with("title", "one\n  two", "note"));
    assertEquals(List.of("one\n  two"), texts(page, "pre"));
  }

  @Test
  void figuresAreNamedValues() throws Exception {
    Document page = page(Figures.none().with("Test accuracy", "98.41 %").with("Epochs", "3"));
    assertEquals(List.of("Test accuracy", "Epochs"), texts(page, "dt"));
    assertEquals(List.of("98.41 %", "3"), texts(page, "dd"));
  }
}
