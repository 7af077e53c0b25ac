package dev.trine.conformance.catalogue;

import dev.trine.backend.Backend;
import dev.trine.backend.op.ConvolutionOps;
import dev.trine.backend.op.Window;
import dev.trine.reference.ConvolutionTerms;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Convolutions and their gradients, by windows of every kind over images that no tile divides. */
final class ConvolutionCases {
  private static final Values VALUES = Values.uniform(-1, 1);

  /** A stride, a step and edges of each axis that are all different from those of the other. */
  private static final Window UNEVEN = new Window(3, 2, 2, 1, 1, 2, 1, 0, 2, 1);

  private ConvolutionCases() {}

  /** Whether cases of an op are of a convolution, which not every backend has. */
  static boolean areOf(String op) {
    return Arrays.stream(ConvolutionProduct.values()).anyMatch(product -> product.op().equals(op));
  }

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    small(cases);
    windows(cases);
    groups(cases);
    empties(cases);
    magnitudes(cases);
    nonFinites(cases);
    return cases;
  }

  /** So little work that an interpreter does it at once, and yet all kinds of windows. */
  private static void small(List<OpCase> cases) {
    add(cases, "one pixel", padded(1, 0), 1, Shape.of(1, 1, 1, 1), 1);
    add(cases, "3x3", padded(3, 1), 1, Shape.of(1, 4, 3, 3), 3);
    add(cases, "3x3 in quads", padded(3, 1), 1, Shape.of(1, 3, 2, 4), 4);
    add(cases, "uneven", UNEVEN, 1, Shape.of(2, 4, 3, 2), 3);
    add(cases, "uneven in groups", UNEVEN, 2, Shape.of(1, 5, 3, 4), 6);
    add(cases, "depthwise", padded(3, 1), 5, Shape.of(1, 3, 3, 5), 5);
    add(cases, "strided", strided(3, 2, 1), 1, Shape.of(1, 5, 4, 2), 3);
    add(cases, "more stride than window", strided(1, 3, 0), 1, Shape.of(2, 5, 4, 3), 2);
    add(cases, "stride and step of one factor", steps(2, 4, 6, 3), 1, Shape.of(1, 9, 8, 1), 2);
    add(cases, "more edge than window", padded(2, 3), 1, Shape.of(1, 2, 1, 2), 3);
    add(cases, "more window than image", padded(5, 2), 1, Shape.of(1, 2, 3, 1), 2);
  }

  /** More than a tile of places, of filters, and of terms. */
  private static void windows(List<OpCase> cases) {
    add(cases, "5x5 of one channel", padded(5, 2), 1, Shape.of(1, 12, 9, 1), 32);
    add(cases, "5x5", padded(5, 2), 1, Shape.of(2, 6, 4, 9), 33);
    add(cases, "3x3 in quads", padded(3, 1), 1, Shape.of(2, 5, 7, 20), 36);
    add(cases, "1x1", padded(1, 0), 1, Shape.of(3, 5, 6, 48), 40);
    add(cases, "1x1", padded(1, 0), 1, Shape.of(2, 7, 6, 13), 137);
    add(cases, "uneven", UNEVEN, 1, Shape.of(3, 9, 7, 5), 7);
    add(cases, "strided", strided(3, 2, 1), 1, Shape.of(3, 15, 13, 16), 24);
    add(cases, "strided", strided(4, 2, 1), 1, Shape.of(2, 10, 10, 20), 12);
    add(cases, "more stride than window", strided(2, 3, 0), 1, Shape.of(2, 11, 10, 6), 5);
    add(cases, "more stride than image", strided(2, 16, 0), 1, Shape.of(2, 5, 4, 6), 5);
    add(cases, "stride and step of one factor", steps(3, 4, 6, 5), 1, Shape.of(2, 16, 15, 3), 4);
    add(cases, "apart", steps(3, 1, 2, 2), 1, Shape.of(2, 9, 8, 8), 6);
    add(cases, "more edge than window", padded(2, 3), 1, Shape.of(2, 5, 5, 3), 4);
    add(cases, "more window than image", padded(7, 5), 1, Shape.of(2, 3, 4, 3), 4);
    add(cases, "many channels", padded(1, 0), 1, Shape.of(1, 3, 2, 521), 6);
    add(cases, "many places", padded(2, 0), 1, Shape.of(1, 51, 47, 1), 2);
  }

  private static void groups(List<OpCase> cases) {
    add(cases, "depthwise", padded(3, 1), 12, Shape.of(2, 6, 7, 12), 12);
    add(cases, "depthwise, uneven", UNEVEN, 7, Shape.of(3, 12, 11, 7), 7);
    add(cases, "depthwise, twice as many", padded(3, 1), 5, Shape.of(2, 9, 8, 5), 10);
    add(cases, "depthwise, strided", strided(3, 2, 1), 8, Shape.of(2, 9, 8, 8), 8);
    add(cases, "three groups", padded(3, 1), 3, Shape.of(2, 7, 6, 21), 33);
    add(cases, "two groups in quads", padded(3, 1), 2, Shape.of(2, 5, 6, 16), 24);
    add(cases, "uneven in groups", UNEVEN, 2, Shape.of(2, 9, 8, 6), 10);
  }

  private static void empties(List<OpCase> cases) {
    add(cases, "no images", padded(3, 1), 1, Shape.of(0, 5, 5, 2), 3);
    add(cases, "no channels", padded(3, 1), 1, Shape.of(2, 5, 5, 0), 3);
    add(cases, "no filters", padded(3, 1), 1, Shape.of(2, 5, 5, 2), 0);
  }

  /** Sums near the end of the range, small ones, and sums of terms whose factors are extreme. */
  private static void magnitudes(List<OpCase> cases) {
    scaled(cases, "large sums", 0x1p62, 0x1p62);
    scaled(cases, "large times small", 0x1p126, 0x1p-126);
    scaled(cases, "small sums", 0x1p-50, 0x1p-50);
  }

  private static void scaled(List<OpCase> cases, String what, double first, double second) {
    Values a = Values.uniform(-first, first);
    Values b = Values.uniform(-second, second);
    for (ConvolutionProduct product : ConvolutionProduct.values()) {
      cases.add(of(product, what, UNEVEN, 1, Shape.of(2, 4, 3, 2), 3, a, b, ConvolutionCases::own));
    }
  }

  /**
   * What is not finite reaches the sums that it is a term of, and no others. Without edges: whether
   * what lies beyond them is multiplied as 0 or left out is not said.
   */
  private static void nonFinites(List<OpCase> cases) {
    Shape images = Shape.of(2, 4, 4, 2);
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      for (ConvolutionProduct product : ConvolutionProduct.values()) {
        Values one = VALUES.except(5, value);
        Window window = padded(3, 0);
        cases.add(
            of(
                product,
                value + " in one",
                window,
                1,
                images,
                3,
                one,
                VALUES,
                ConvolutionCases::own));
        if (product != ConvolutionProduct.IMAGES) {
          cases.add(
              of(
                  product,
                  value + " in the other",
                  window,
                  1,
                  images,
                  3,
                  VALUES,
                  one,
                  ConvolutionCases::own));
        }
      }
    }
  }

  private static void add(
      List<OpCase> cases, String what, Window window, int groups, Shape images, int filters) {
    add(cases, what, window, groups, images, filters, ConvolutionCases::own);
  }

  /**
   * @param way what of a backend convolves
   */
  static void add(
      List<OpCase> cases,
      String what,
      Window window,
      int groups,
      Shape images,
      int filters,
      Function<Backend, ConvolutionOps> way) {
    for (ConvolutionProduct product : ConvolutionProduct.values()) {
      cases.add(of(product, what, window, groups, images, filters, VALUES, VALUES, way));
    }
  }

  private static OpCase of(
      ConvolutionProduct product,
      String what,
      Window window,
      int groups,
      Shape images,
      int filters,
      Values first,
      Values second,
      Function<Backend, ConvolutionOps> way) {
    ConvolutionTerms sums = new ConvolutionTerms(window, groups, images, filters);
    Shape ofResults = window.over(images, filters);
    Shape ofFilters =
        Shape.of(window.height(), window.width(), images.dimension(3) / groups, filters);
    Tolerance tolerance = Tolerance.within(new ConvolutionBound(sums, product));
    Argument out =
        switch (product) {
          case RESULTS -> Argument.output("results", tolerance, ofResults.dimensions());
          case IMAGES -> Argument.output("images", tolerance, images.dimensions());
          case FILTERS -> Argument.output("filters", tolerance, ofFilters.dimensions());
        };
    List<Argument> arguments =
        switch (product) {
          case RESULTS ->
              List.of(
                  Argument.input("images", first, images.dimensions()),
                  Argument.input("filters", second, ofFilters.dimensions()),
                  out);
          case IMAGES ->
              List.of(
                  Argument.input("results", first, ofResults.dimensions()),
                  Argument.input("filters", second, ofFilters.dimensions()),
                  out);
          case FILTERS ->
              List.of(
                  Argument.input("images", first, images.dimensions()),
                  Argument.input("results", second, ofResults.dimensions()),
                  out);
        };
    double terms = (double) ofFilters.elements() / Math.max(1, filters);
    return new OpCase(
        product.op(),
        "%s by %sx%s to %s, %s".formatted(images, window.height(), window.width(), filters, what),
        arguments,
        (backend, tensors) -> product.bind(way.apply(backend), window, groups, tensors),
        2 * terms * ofResults.elements());
  }

  private static ConvolutionOps own(Backend backend) {
    return (ConvolutionOps) backend;
  }

  static Window padded(int size, int edge) {
    return new Window(size, size, 1, 1, 1, 1, edge, edge, edge, edge);
  }

  static Window strided(int size, int stride, int edge) {
    return new Window(size, size, stride, stride, 1, 1, edge, edge, edge, edge);
  }

  private static Window steps(int size, int stride, int step, int edge) {
    return new Window(size, size, stride, stride, step, step, edge, edge, edge, edge);
  }
}
