package dev.trine.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Points in two dimensions, by groups, each of which has a colour and a shape of its own: 50
 * differ.
 *
 * @param caption what they show
 * @param xName what goes to the right
 * @param yName what goes up
 * @param groups in the order of their colours; empty ones keep theirs
 * @param line what is drawn beside the points
 */
public record Points(String caption, String xName, String yName, List<Group> groups, Line line)
    implements Section {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;
  private static final int LEFT = 74;
  private static final int BELOW = 52;
  private static final int EDGE = 10;
  private static final int COLOURS = 10;

  /** Shapes of points, from their centre on. */
  private static final String[] SHAPES = {
    "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z",
    "m-3 -3h6v6h-6z",
    "m0 -4.4l4 7h-8z",
    "m0 -4.6l4.6 4.6l-4.6 4.6l-4.6-4.6z",
    "m-1.2 -4h2.4v2.8h2.8v2.4h-2.8v2.8h-2.4v-2.8h-2.8v-2.4h2.8z"
  };

  /**
   * Points that belong together.
   *
   * @param points each of two numbers; one that is not finite is left out
   */
  public record Group(String name, List<List<Double>> points) {
    public Group {
      points = points.stream().map(List::copyOf).toList();
    }
  }

  /** What is drawn beside points. */
  public enum Line {
    NONE,
    /** Where both numbers are the same. */
    DIAGONAL,
    /** Where the second is 0. */
    ZERO
  }

  public Points {
    groups = List.copyOf(groups);
  }

  /** Points of one group, {@code points[i]} being {x, y}. */
  public static Points of(String caption, String xName, String yName, double[][] points) {
    return grouped(caption, xName, yName, points, new int[points.length], List.of(""));
  }

  /**
   * Points by groups.
   *
   * @param labels the group of each, an index of the names
   */
  public static Points grouped(
      String caption,
      String xName,
      String yName,
      double[][] points,
      int[] labels,
      List<String> names) {
    List<List<List<Double>>> byGroup = new ArrayList<>();
    names.forEach(name -> byGroup.add(new ArrayList<>()));
    for (int i = 0; i < points.length; i++) {
      byGroup.get(labels[i]).add(List.of(points[i][0], points[i][1]));
    }
    List<Group> groups = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      groups.add(new Group(names.get(i), byGroup.get(i)));
    }
    return new Points(caption, xName, yName, groups, Line.NONE);
  }

  /**
   * Rows of many numbers, such as what a hidden layer gives for each example, seen from where they
   * differ most: by their first two {@linkplain PrincipalComponents principal components}.
   */
  public static Points projected(String caption, float[][] rows, int[] labels, List<String> names) {
    PrincipalComponents two = PrincipalComponents.of(rows, 2);
    double[][] points = two.project(rows);
    for (int i = 0; i < points.length; i++) {
      points[i] = new double[] {points[i][0], points[i].length > 1 ? points[i][1] : 0};
    }
    return grouped(caption, axis("First", two, 0), axis("Second", two, 1), points, labels, names);
  }

  private static String axis(String which, PrincipalComponents components, int number) {
    double share = number < components.shares().length ? components.shares()[number] : 0;
    return String.format(Locale.ROOT, "%s component, %.0f %% of the variance", which, 100 * share);
  }

  /** The same beside a line. */
  public Points beside(Line other) {
    return new Points(caption, xName, yName, groups, other);
  }

  @Override
  public void addTo(Html page) {
    Axis x = Axis.around(all(0));
    Axis y = Axis.around(all(1));
    if (line == Line.DIAGONAL) {
      x = Axis.around(List.of(x.least(), x.largest(), y.least(), y.largest()));
      y = x;
    }
    String label = "%s: %s to the right, %s up".formatted(caption, xName, yName);
    page.open("figure").element("figcaption", caption);
    page.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 %s %s".formatted(WIDTH, HEIGHT),
        "role",
        "img",
        "aria-label",
        label,
        "class",
        "points");
    addAxes(page, x, y);
    addLine(page, x, y);
    for (int i = 0; i < groups.size(); i++) {
      addGroup(page, i, x, y);
    }
    page.close();
    if (groups.size() > 1) {
      addKey(page);
    }
    page.close();
  }

  private List<Double> all(int dimension) {
    List<Double> values = new ArrayList<>();
    groups.forEach(g -> g.points().forEach(point -> values.add(point.get(dimension))));
    return values;
  }

  private static double right(Axis x, double value) {
    return LEFT + x.place(value) * (WIDTH - LEFT - EDGE);
  }

  private static double down(Axis y, double value) {
    return EDGE + (1 - y.place(value)) * (HEIGHT - BELOW - EDGE);
  }

  private void addAxes(Html page, Axis x, Axis y) {
    for (double mark : x.marks()) {
      String at = number(right(x, mark));
      addLine(page, "grid", at, "" + EDGE, at, "" + (HEIGHT - BELOW));
      page.element(
          "text", Numbers.mark(mark), "x", at, "y", "" + (HEIGHT - BELOW + 18), "class", "middle");
    }
    for (double mark : y.marks()) {
      String at = number(down(y, mark));
      addLine(page, "grid", "" + LEFT, at, "" + (WIDTH - EDGE), at);
      page.element(
          "text",
          Numbers.mark(mark),
          "x",
          "" + (LEFT - 8),
          "y",
          at,
          "dy",
          "0.35em",
          "class",
          "end");
    }
    page.element(
        "text",
        xName,
        "x",
        "" + (LEFT + WIDTH - EDGE) / 2,
        "y",
        "" + (HEIGHT - 10),
        "class",
        "middle name");
    int middle = (HEIGHT - BELOW + EDGE) / 2;
    page.element(
        "text",
        yName,
        "x",
        "16",
        "y",
        "" + middle,
        "transform",
        "rotate(-90 16 %s)".formatted(middle),
        "class",
        "middle name");
  }

  private void addLine(Html page, Axis x, Axis y) {
    switch (line) {
      case NONE -> {}
      case DIAGONAL ->
          addLine(
              page,
              "line",
              number(right(x, x.least())),
              number(down(y, y.least())),
              number(right(x, x.largest())),
              number(down(y, y.largest())));
      case ZERO -> {
        String at = number(down(y, 0));
        if (y.place(0) >= 0 && y.place(0) <= 1) {
          addLine(page, "line", "" + LEFT, at, "" + (WIDTH - EDGE), at);
        }
      }
    }
  }

  private static void addLine(Html page, String kind, String x1, String y1, String x2, String y2) {
    page.empty("line", "class", kind, "x1", x1, "y1", y1, "x2", x2, "y2", y2);
  }

  private void addGroup(Html page, int number, Axis x, Axis y) {
    StringBuilder path = new StringBuilder();
    for (List<Double> point : groups.get(number).points()) {
      if (Double.isFinite(point.get(0)) && Double.isFinite(point.get(1))) {
        path.append('M').append(number(right(x, point.get(0)))).append(' ');
        path.append(number(down(y, point.get(1)))).append(shape(number));
      }
    }
    if (path.length() > 0) {
      page.line().empty("path", "class", colour(number), "d", path.toString());
    }
  }

  private void addKey(Html page) {
    page.open("ul", "class", "key");
    for (int i = 0; i < groups.size(); i++) {
      if (!groups.get(i).points().isEmpty()) {
        page.open("li").open("svg", "viewBox", "0 0 12 12", "aria-hidden", "true");
        page.empty("path", "class", colour(i), "d", "M6 6" + shape(i)).close();
        page.text(groups.get(i).name()).close();
      }
    }
    page.close();
  }

  private static String colour(int group) {
    return "colour-" + group % COLOURS;
  }

  private static String shape(int group) {
    return SHAPES[group / COLOURS % SHAPES.length];
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
