package dev.trine.dataset.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How tables are read, and what is said of those that cannot be. */
class TableTest {
  @TempDir private Path folder;

  private Table read(String text) {
    return Table.read(TableFile.of(folder, text));
  }

  private String refusal(String text) {
    return assertThrows(DataException.class, () -> read(text)).getMessage();
  }

  private static void assertContains(String part, String message) {
    assertTrue(message.contains(part), message);
  }

  @Test
  void aRealOne() {
    Table iris = Table.read(TableFile.iris());
    assertEquals(150, iris.size());
    assertEquals(
        List.of("sepal length", "sepal width", "petal length", "petal width", "species"),
        iris.columns());
    assertEquals(1.4, iris.numbers("petal length").get(0));
    assertEquals("virginica", iris.column("species").get(149));
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|"})
  void separatorsAreGuessed(String separator) {
    Table table =
        read(
            "name,n\n\"x, y;z\",1\nb,2\n"
                .replace("e,n", "e" + separator + "n")
                .replace("\",1", "\"" + separator + "1")
                .replace("b,2", "b" + separator + "2"));
    assertEquals(List.of("name", "n"), table.columns());
    assertEquals(List.of("x, y;z", "b"), table.column("name"));
    assertEquals(List.of(1.0, 2.0), table.numbers("n"));
  }

  @Test
  void decimalCommasDoNotSeparate() {
    assertEquals(2, read("1,5;2,5\n3,5;4,5\n").columns().size());
    assertEquals(1, read("x\n1\n2\n").columns().size());
  }

  @Test
  void aSeparatorCanBeSaid() {
    Path file = TableFile.of(folder, "a:b\n1:2\n");
    assertEquals(List.of("a", "b"), Table.reader().separator(':').read(file).columns());
    assertThrows(IllegalArgumentException.class, () -> Table.reader().separator('"'));
  }

  @ParameterizedTest
  @CsvSource({
    "'a,b\n1,2\n', true",
    "'a,\n1,2\n', true",
    "'1,2\n3,4\n', false",
    "'x,1e3\ny,2\n', false",
    "'?,x,.5\n1,2,3\n', false",
  })
  void headersAreGuessed(String text, boolean isHeader) {
    assertEquals(isHeader ? 1 : 2, read(text).size());
  }

  @Test
  void headersCanBeSaid() {
    Path file = TableFile.of(folder, "2019,2020\n1,2\n");
    assertEquals(List.of("2019", "2020"), Table.reader().header(true).read(file).columns());
    file = TableFile.of(folder, "a,b\nc,d\n");
    assertEquals(
        List.of("column 0", "column 1"), Table.reader().header(false).read(file).columns());
  }

  @Test
  void marksLineEndsAndQuotes() {
    Table table = read("\uFEFFa,b\r\n\"say \"\"hi\"\"\",\"two\r\nlines\"\r\n\r\n ü , 2 \r\n");
    assertEquals(List.of("a", "b"), table.columns());
    assertEquals(List.of("say \"hi\"", "ü"), table.column("a"));
    assertEquals(List.of("two\r\nlines", "2"), table.column("b"));
  }

  @Test
  void gzip() throws IOException {
    Path file = TableFile.of(folder, TableFile.gzip("a,b\n1,2\n"));
    assertEquals(List.of(2.0), Table.read(file).numbers("b"));
  }

  @Test
  void gzipThatEndsEarly() throws IOException {
    byte[] whole = TableFile.gzip("a,b\n1,2\n");
    Path file = TableFile.of(folder, Arrays.copyOf(whole, whole.length - 9));
    String message = assertThrows(DataException.class, () -> Table.read(file)).getMessage();
    assertContains("t.csv cannot be read", message);
  }

  @Test
  void missingValues() {
    Table table = read("a,b\nNA,1\n,2\nnan,3\n?,4\nx,5\n");
    assertEquals(Arrays.asList(null, null, null, null, "x"), table.column("a"));
    assertEquals(List.of(5.0), table.having("a").numbers("b"));
    Path file = TableFile.of(folder, "a,b\nNA,1\n-,2\n");
    assertEquals(Arrays.asList("NA", null), Table.reader().missing("-").read(file).column("a"));
  }

  @Test
  void whatIsNoTable() {
    assertContains("t.csv is empty", refusal(""));
    assertContains("t.csv is empty", refusal("\n\r\n\n"));
    assertContains("t.csv has a header only, expected rows below [a, b]", refusal("a,b\n"));
    assertContains("line 3: 3 fields, but the first line has 2", refusal("a,b\n1,2\n1,2,3\n"));
    assertContains("line 3: a quote in it is not closed", refusal("a,b\n1,2\n3,\"4\n5,6\n"));
    assertContains("line 3: a quote in it is not closed", refusal("a,b\n1,2\n3,\"4\"\"\n"));
    assertContains(
        "started in line 2: Unexpected character after closing quote: m",
        refusal("a,b\n1,\"2\"m\n"));
    assertContains("two columns are called 'a'", refusal("a,b,a\n1,2,3\n"));
    assertContains("two columns are called 'column 1'", refusal("column 1,\n1,2\n"));
  }

  @Test
  void whatIsNoFile() {
    Path none = folder.resolve("none.csv");
    assertContains(
        none.toAbsolutePath() + " cannot be read: there is no such file",
        assertThrows(DataException.class, () -> Table.read(none)).getMessage());
    assertContains(
        "it is a folder", assertThrows(DataException.class, () -> Table.read(folder)).getMessage());
    Path latin = TableFile.of(folder, "a,b\nü,2\n".getBytes(StandardCharsets.ISO_8859_1));
    assertContains(
        "t.csv is not in UTF-8",
        assertThrows(DataException.class, () -> Table.read(latin)).getMessage());
  }

  @Test
  void whatIsNoNumber() {
    Table table = read("a,b\n1,2\n\n1,two\n1e39,3\ninf,\n");
    assertContains(
        "t.csv, line 4, column 'b': 'two', expected a number",
        assertThrows(DataException.class, () -> table.numbers("b")).getMessage());
    assertContains(
        "t.csv, line 5, column 'a': '1e39', expected a finite number",
        assertThrows(DataException.class, () -> table.numbers("a")).getMessage());
    assertContains(
        "'inf', expected a finite number",
        assertThrows(DataException.class, () -> table.select(3).numbers("a")).getMessage());
    assertContains(
        "line 6, column 'b': the value is missing",
        assertThrows(DataException.class, () -> table.select(3).numbers("b")).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1d", "0x10", "1_000", "1,000", "--1", "1e", ".", "e5", "١"})
  void whatJavaWouldReadIsNoNumberYet(String text) {
    assertEquals(false, Numbers.isNumber(text));
  }

  @Test
  void unknownColumnsAndRows() {
    Table table = read("1,2\n3,4\n");
    assertContains(
        "t.csv has no column 'price' among [column 0, column 1]; its first line was taken for values",
        assertThrows(DataException.class, () -> table.column("price")).getMessage());
    assertContains(
        "There is no row 2 among the 2 of t.csv",
        assertThrows(DataException.class, () -> table.select(0, 2)).getMessage());
  }

  @Test
  void onesOfOnesOwn() {
    Table table = Table.of(List.of("a", "b"), List.of(List.of("1", "x"), Arrays.asList("2", null)));
    assertEquals(List.of(1.0, 2.0), table.numbers("a"));
    assertContains(
        "the table, row 0, column 'b': 'x'",
        assertThrows(DataException.class, () -> table.numbers("b")).getMessage());
    assertThrows(DataException.class, () -> Table.of(List.of("a", "a"), List.of()));
    assertThrows(DataException.class, () -> Table.of(List.of("a"), List.of(List.of("1", "2"))));
  }
}
