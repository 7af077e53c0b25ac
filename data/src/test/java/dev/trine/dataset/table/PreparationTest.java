package dev.trine.dataset.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.DataException;
import dev.trine.data.Dataset;
import dev.trine.dataset.SklearnValues;
import dev.trine.io.json.JsonField;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What columns become, by the training part alone. */
class PreparationTest {
  @TempDir private Path folder;

  private Table read(String text) {
    return Table.read(TableFile.of(folder, text));
  }

  private static String refusal(Runnable refused) {
    return assertThrows(DataException.class, refused::run).getMessage();
  }

  private static void assertContains(String part, String message) {
    assertTrue(message.contains(part), message);
  }

  @Test
  void asTextItIsWhatColumnsWereTakenFor() {
    Table table = read("a,b,c,d\n1,\"1,5\",2,x\n2,\"2,5\",3,y\n");
    assertEquals(
        "2 columns of numbers, 1 of categories: b (2); target d: 2 classes",
        Preparation.of("d").fit(table).toString());
    assertEquals(
        "1 column of numbers, 0 of categories; target a: numbers",
        Preparation.of("a").without("b", "d").fit(table).toString());
  }

  @ParameterizedTest
  @EnumSource(names = {"STANDARDISE", "MIN_MAX"})
  void areWhatScikitLearnMakes(Scaling scaling) {
    JsonField values = SklearnValues.read();
    JsonField expected = values.member(scaling.name());
    Table train = read(values.member("train").text());
    Table test = read(values.member("test").text());
    Preparation fitted =
        Preparation.of("value").scaling(scaling).targetScaling(scaling).markMissing().fit(train);
    for (Preparation preparation : List.of(fitted, Preparation.fromJson(fitted.toJson()))) {
      assertEquals(
          List.of(
              "length",
              "length missing",
              "constant",
              "colour=blue",
              "colour=green",
              "colour=red",
              "colour missing",
              "size=L",
              "size=M",
              "size=S"),
          preparation.featureNames());
      assertFeatures(expected.member("train"), preparation.dataset(train));
      assertFeatures(expected.member("test"), preparation.dataset(test));
      double[] targets = SklearnValues.row(expected.member("value"));
      for (int i = 0; i < targets.length; i++) {
        assertEquals(targets[i], preparation.dataset(test).read("targets", i)[0], 1e-6);
        assertEquals(i + 1, preparation.original(targets[i]), 1e-12);
      }
    }
  }

  private static void assertFeatures(JsonField expected, Dataset set) {
    assertEquals(expected.elements().size(), set.size());
    for (int i = 0; i < set.size(); i++) {
      double[] row = SklearnValues.row(expected.elements().get(i));
      assertArrayEquals(row, set.read("features", i), 1e-6, "row " + i);
    }
  }

  @Test
  void valuesWithoutSpreadBecomeZero() {
    for (Scaling scaling : List.of(Scaling.STANDARDISE, Scaling.MIN_MAX)) {
      // The squares of the second column's deviations are too small for a double.
      Table table = read("a,b,y\n0.1,0,1\n0.1,1e-200,2\n0.1,0,3\n");
      double[] row =
          Preparation.of("y").scaling(scaling).fit(table).dataset(table).read("features", 0);
      assertArrayEquals(new double[2], row, 1e-30);
    }
  }

  @Test
  void columnsAreChosenByNameOrIndex() {
    Table table = read("id,a,b,c\n1,5,x,p\n2,6,y,q\n");
    assertEquals(List.of("id", "a", "b=x", "b=y"), names(Preparation.of("c"), table));
    assertEquals(List.of("a", "b=x", "b=y"), names(Preparation.of(3).without("id"), table));
    assertEquals(
        List.of("c=p", "c=q", "id"), names(Preparation.of("b").features("c", "id"), table));
    assertEquals(
        List.of("a=5", "a=6"), names(Preparation.of("b").features("a").categorical("a"), table));
  }

  private static List<String> names(PreparationBuilder builder, Table table) {
    return builder.fit(table).featureNames();
  }

  @Test
  void targetsAreNumbersOrClasses() {
    Table table = read("a,n,s\n1,10,x\n2,9,y\n3,9,x\n");
    Preparation numbers = Preparation.of("n").fit(table);
    assertEquals(List.of(), numbers.classes());
    assertEquals(9, numbers.dataset(table).read("targets", 1)[0]);
    Preparation classes = Preparation.of("n").categorical("n").fit(table);
    assertEquals(List.of("9", "10"), classes.classes(), "in the order of the numbers");
    assertEquals(1, classes.dataset(table).read("targets", 0)[0]);
    Dataset named = Preparation.of("s").fit(table).dataset(table);
    assertEquals(List.of("x", "y"), named.field("targets").classes());
    assertThrows(IllegalStateException.class, () -> classes.original(0));
  }

  @Test
  void featuresNeedNoTarget() {
    Preparation preparation =
        Preparation.of("y").scaling(Scaling.NONE).fit(read("a,y\n1,2\n3,4\n"));
    Dataset rows = preparation.features(Table.of(List.of("a"), List.of(List.of("7"))));
    assertEquals(1, rows.fields().size());
    assertArrayEquals(new double[] {7}, rows.read("features", 0));
    assertContains(
        "no column 'y' among [a]",
        refusal(() -> preparation.dataset(Table.of(List.of("a"), List.of()))));
  }

  @Test
  void whatCannotBeFitted() {
    Table table = read("a,empty,y\n1,,2\nx,?,\n");
    Table broken = read("a,y\n1,two\n");
    assertContains("no column 'z'", refusal(() -> Preparation.of("z").fit(table)));
    assertContains("no column 'z'", refusal(() -> Preparation.of("y").features("z").fit(table)));
    assertContains(
        "Target is column 3, expected one of 0 to 2", refusal(() -> Preparation.of(3).fit(table)));
    assertContains(
        "t.csv, line 3, column 'y': the value is missing",
        refusal(() -> Preparation.of("y").fit(table)));
    assertContains(
        "line 3, column 'y': the value is missing",
        refusal(() -> Preparation.of("y").categorical("y").fit(table)));
    assertContains(
        "column 'empty': all of its 1 values are missing; leave it out by without(\"empty\")",
        refusal(() -> Preparation.of("y").fit(table.having("y"))));
    assertContains(
        "line 2, column 'y': 'two', expected a number",
        refusal(() -> Preparation.of("a").categorical("a").features("y").numeric("y").fit(broken)));
    assertContains(
        "is the target", refusal(() -> Preparation.of("y").features("y").fit(table.select(0))));
    assertContains(
        "no column is left",
        refusal(() -> Preparation.of("y").without("a", "empty").fit(table.select(0))));
    assertContains(
        "numeric and categorical",
        refusal(() -> Preparation.of("y").numeric("a").categorical("a").fit(table)));
    assertContains(
        "all of its 0 values are missing", refusal(() -> Preparation.of("y").fit(table.select())));
  }

  @Test
  void aSlipIsNotTakenForCategories() {
    String rows =
        IntStream.range(0, 101)
            .mapToObj(i -> i + ",1\n")
            .collect(Collectors.joining("", "a,y\n", "12_5,1\n"));
    assertContains(
        "t.csv, line 103, column 'a': '12_5', which is no number, so that the column would be categories: 102 of them",
        refusal(() -> Preparation.of("y").fit(read(rows))));
    assertEquals(102, Preparation.of("y").categorical("a").fit(read(rows)).width());
  }

  @Test
  void whatCannotBePrepared() {
    Preparation classes = Preparation.of("s").fit(read("a,s\n1,x\n2,y\n"));
    assertContains(
        "t.csv, line 2, column 's': 'z', expected one of the classes [x, y]",
        refusal(() -> classes.dataset(read("a,s\n1,z\n"))));
    assertContains(
        "t.csv, line 3, column 'a': 'one', expected a number",
        refusal(() -> classes.dataset(read("a,s\n1,x\none,y\n"))));
    Preparation narrow = Preparation.of("s").fit(read("a,s\n0,x\n1e-30,y\n"));
    assertContains(
        "line 2, column 'a': '1e20', which is 1.9999999999999997E50 when it is scaled",
        refusal(() -> narrow.dataset(read("a,s\n1e20,x\n"))));
  }

  @Test
  void theTestPartChangesNothing() {
    Table all = read("a,c,y\n1,p,1\n2,q,2\n900,r,3\n");
    Preparation preparation = Preparation.of("y").fit(all.select(0, 1));
    assertArrayEquals(
        preparation.dataset(all.select(0, 1)).read("features", 1),
        preparation.dataset(all).read("features", 1));
    assertEquals(0, Arrays.stream(preparation.dataset(all).read("features", 2)).skip(1).sum());
  }
}
