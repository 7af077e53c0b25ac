package dev.trine.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Several courses of something over epochs, steps or time, drawn as lines whose values can be read
 * off, and given as a table too.
 *
 * @param xName what goes to the right
 * @param yName what goes up
 * @param x where the points are, in rising order; empty for 1, 2, 3, …
 * @param curves each of as many points
 * @param logarithmic whether the axis that goes up has equal steps for equal factors; not heeded
 *     where a value is not above 0
 */
public record Curves(
    String xName, String yName, List<Double> x, List<Curve> curves, boolean logarithmic)
    implements Section {
  /** Rows of the table that is below the lines, at most. */
  private static final int MOST_ROWS = 200;

  /** More than a screen shows. */
  private static final MathContext DIGITS = new MathContext(7);

  private static final Gson GSON = new GsonBuilder().serializeNulls().create();

  /**
   * One line.
   *
   * @param values NaN or infinite where there is a gap
   */
  public record Curve(String name, List<Double> values) {
    public Curve {
      values = List.copyOf(values);
    }
  }

  public Curves {
    x = List.copyOf(x);
    curves = List.copyOf(curves);
    for (Curve curve : curves) {
      int expected = x.isEmpty() ? curves.get(0).values().size() : x.size();
      if (curve.values().size() != expected) {
        throw new IllegalArgumentException(
            "The curve '%s' has %s points, expected %s"
                .formatted(curve.name(), curve.values().size(), expected));
      }
    }
  }

  /** No curve yet, of points at 1, 2, 3, … */
  public static Curves of(String xName, String yName) {
    return new Curves(xName, yName, List.of(), List.of(), false);
  }

  /** The same with points elsewhere. */
  public Curves at(double... places) {
    return new Curves(xName, yName, listed(places), curves, logarithmic);
  }

  /** The same with a curve more. */
  public Curves with(String name, double... values) {
    List<Curve> more = new ArrayList<>(curves);
    more.add(new Curve(name, listed(values)));
    return new Curves(xName, yName, x, more, logarithmic);
  }

  /** The same with equal steps for equal factors. */
  public Curves onLogarithmicAxis() {
    return new Curves(xName, yName, x, curves, true);
  }

  private static List<Double> listed(double... values) {
    return Arrays.stream(values).boxed().toList();
  }

  @Override
  public void addTo(Html page) {
    String names = curves.stream().map(Curve::name).collect(Collectors.joining(", "));
    page.open("figure").element("figcaption", yName);
    String label =
        "%s over %s: %s. The values are in the table below.".formatted(yName, xName, names);
    page.open("div", "class", "chart", "role", "img", "aria-label", label).data(json()).close();
    page.line().open("details").element("summary", "Values").open("div", "class", "scrolled");
    table().addPlainTo(page);
    page.close().close().close();
  }

  private List<Double> places() {
    int points = curves.isEmpty() ? 0 : curves.get(0).values().size();
    return x.isEmpty() ? IntStream.rangeClosed(1, points).mapToObj(i -> (double) i).toList() : x;
  }

  private String json() {
    JsonObject all = new JsonObject();
    all.addProperty("xName", xName);
    all.addProperty("yName", yName);
    boolean isPositive =
        curves.stream().flatMap(c -> c.values().stream()).allMatch(v -> Double.isNaN(v) || v > 0);
    all.addProperty("logarithmic", logarithmic && isPositive);
    all.add("x", numbers(places()));
    JsonArray lines = new JsonArray();
    for (Curve curve : curves) {
      JsonObject line = new JsonObject();
      line.addProperty("name", curve.name());
      line.add("values", numbers(curve.values()));
      lines.add(line);
    }
    all.add("curves", lines);
    return GSON.toJson(all);
  }

  /** JSON has no NaN, and no infinity. */
  private static JsonArray numbers(List<Double> values) {
    JsonArray numbers = new JsonArray();
    for (double value : values) {
      if (Double.isFinite(value)) {
        numbers.add(new JsonPrimitive(new BigDecimal(value).round(DIGITS).doubleValue()));
      } else {
        numbers.add(JsonNull.INSTANCE);
      }
    }
    return numbers;
  }

  private Table table() {
    List<String> columns = new ArrayList<>(List.of(xName));
    curves.forEach(curve -> columns.add(curve.name()));
    List<Double> places = places();
    int step = Math.max(1, (places.size() + MOST_ROWS - 1) / MOST_ROWS);
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < places.size(); i += step) {
      List<String> row = new ArrayList<>(List.of(Numbers.mark(places.get(i))));
      for (Curve curve : curves) {
        row.add(Numbers.text(curve.values().get(i)));
      }
      rows.add(row);
    }
    return new Table(step == 1 ? "" : "Every %sth point".formatted(step), columns, rows);
  }
}
