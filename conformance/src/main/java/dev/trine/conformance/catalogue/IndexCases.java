package dev.trine.conformance.catalogue;

import static dev.trine.conformance.catalogue.Argument.input;
import static dev.trine.conformance.catalogue.Argument.inputOf;
import static dev.trine.conformance.catalogue.Argument.inputOfInts;
import static dev.trine.conformance.catalogue.Argument.output;
import static dev.trine.conformance.catalogue.Argument.outputOf;

import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/** Rows taken by their numbers, exact whatever the bits, and updates added to them. */
final class IndexCases {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /** Rows, their width, and how many indices there are. */
  private static final int[][] SIZES = {
    {1, 1, 1},
    {1, 6, 13},
    {13, 1, 61},
    {13, 13, 207},
    {207, 3, 6},
    {6, 13, 50},
    {3, 207, 4},
    {100, 4, 50},
    {64, 8, 65},
    {5, 3, 0},
    {5, 0, 3},
    {0, 3, 0},
    {4098, 6, 2046},
    {2046, 64, 300},
    {50_000, 128, 8192}
  };

  /** More than are ranked, of which a row may have several runs: with one digit to four. */
  private static final int[][] MANY = {
    {1, 3, 600},
    {63, 3, 700},
    {64, 1, 513},
    {300, 1, 600},
    {5, 13, 520},
    {5000, 3, 4098},
    {300_000, 1, 3000}
  };

  private static final int[] OUTSIDE = {-1, 6, Integer.MAX_VALUE, Integer.MIN_VALUE, 0, 5};

  /** Values that a copy through arithmetic would change. */
  private static final double[] ODDITIES = {
    Double.NaN, INFINITY, -INFINITY, -0.0, Float.MIN_VALUE, Float.MAX_VALUE
  };

  private static final Values UPDATES = Values.uniform(-1, 1);

  private IndexCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (int[] size : SIZES) {
      Values indices = Values.integers(0, Math.max(1, size[0]));
      for (DType type : DType.values()) {
        cases.add(gather(type, "", size[0], size[1], size[2], contents(type), indices));
      }
      cases.add(scatterAdd("", size[0], size[1], size[2], indices, UPDATES));
    }
    for (int[] size : MANY) {
      cases.add(scatterAdd("", size[0], size[1], size[2], Values.integers(0, size[0]), UPDATES));
    }
    gatherings(cases);
    outside(cases);
    equals(cases);
    extremes(cases);
    return cases;
  }

  /** Wherever a row begins, and with bits that must not change. */
  private static void gatherings(List<OpCase> cases) {
    for (DType type : DType.values()) {
      for (int width = 2; width <= 16; width += width < 9 ? 1 : 7) {
        cases.add(gather(type, "", 11, width, 23, contents(type), Values.integers(0, 11)));
      }
    }
    cases.add(gather(DType.F32, "oddities", 2, 3, 4, Values.of(ODDITIES), Values.of(1, 0, 0, 1)));
    cases.add(gather(DType.F32, "ordered", 207, 5, 207, contents(DType.F32), Values.cycle(207)));
  }

  private static void outside(List<OpCase> cases) {
    double[] indices = new double[OUTSIDE.length];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = OUTSIDE[i];
    }
    for (DType type : DType.values()) {
      for (int width : new int[] {1, 3, 4, 16}) {
        cases.add(gather(type, "indices outside", 6, width, 6, contents(type), Values.of(indices)));
        cases.add(gather(type, "no rows", 0, width, 5, contents(type), Values.anyInteger()));
      }
    }
    Values some = Values.integers(-6, 12);
    for (int count : new int[] {6, 61, 600}) {
      cases.add(scatterAdd("some outside", 6, 3, count, some, UPDATES));
      cases.add(scatterAdd("all outside", 6, 3, count, Values.constant(6), UPDATES));
    }
    cases.add(scatterAdd("all outside", 100, 3, 13, Values.constant(-1), UPDATES));
    cases.add(scatterAdd("some outside", 6, 4, 2046, some, UPDATES));
    cases.add(
        scatterAdd(
            "not finite outside",
            6,
            2,
            6,
            Values.of(indices),
            Values.of(INFINITY, 1, Double.NaN, 2, 3, INFINITY, 4, -INFINITY, 5, 6, 7, 8)));
  }

  /** All updates to one row: of one run, of two, of many, and of as many as there are. */
  private static void equals(List<OpCase> cases) {
    for (int count : new int[] {127, 128, 129, 256, 257, 511, 512, 513, 640, 641}) {
      cases.add(scatterAdd("all equal", 3, 13, count, Values.constant(1), UPDATES));
    }
    cases.add(scatterAdd("all equal", 3, 1, 129, Values.constant(1), UPDATES));
    cases.add(scatterAdd("all equal", 3, 1, 513, Values.constant(1), UPDATES));
    cases.add(scatterAdd("all equal", 1, 6, 2046, Values.constant(0), UPDATES));
    cases.add(scatterAdd("all equal", 100, 64, 8192, Values.constant(99), UPDATES));
    cases.add(scatterAdd("all equal", 2, 1, 270_001, Values.constant(1), UPDATES));
    cases.add(scatterAdd("most equal", 300, 2, 4098, mostly(7, 300), UPDATES));
    cases.add(scatterAdd("most equal", 6, 4, 2046, mostly(3, 6), UPDATES));
    cases.add(scatterAdd("in order", 207, 6, 207, Values.cycle(207), UPDATES));
    cases.add(scatterAdd("of one sign", 13, 3, 4098, Values.cycle(13), Values.uniform(0, 1)));
  }

  /** Every second the same, and the others any. */
  private static Values mostly(int row, int rows) {
    return Values.integers(0, rows).except(i -> i % 2 == 0, row);
  }

  private static void extremes(List<OpCase> cases) {
    for (int count : new int[] {61, 600}) {
      Values indices = Values.integers(0, 6);
      cases.add(scatterAdd("large", 6, 3, count, indices, Values.uniform(-0x1p116, 0x1p116)));
      cases.add(scatterAdd("small", 6, 3, count, indices, Values.uniform(-0x1p-100, 0x1p-100)));
      cases.add(scatterAdd("zeros", 6, 3, count, indices, Values.constant(-0.0)));
      for (double value : new double[] {Double.NaN, INFINITY}) {
        Values one = UPDATES.except(count / 2, value);
        cases.add(scatterAdd("with one " + value, 6, 3, count, indices, one));
      }
    }
    cases.add(
        scatterAdd("beyond single precision", 2, 3, 8, Values.cycle(2), Values.constant(0x1p127)));
  }

  private static Values contents(DType type) {
    return switch (type) {
      case F32 -> Values.magnitudes(-Float.MAX_VALUE, Float.MAX_VALUE);
      case BF16 -> Values.anyBf16();
      case I32 -> Values.anyInteger();
      case U8 -> Values.integers(0, 256);
    };
  }

  private static OpCase gather(
      DType type, String what, int rows, int width, int count, Values table, Values indices) {
    return new OpCase(
        "gather",
        name(
            "%s %s of %s[%s, %s]".formatted(count, count == 1 ? "row" : "rows", type, rows, width),
            what),
        List.of(
            inputOf(type, "table", table, rows, width),
            inputOfInts("indices", indices, count),
            outputOf(type, "out", count, width)),
        (backend, tensors) ->
            backend.gather(tensors.get("table"), tensors.get("indices"), tensors.get("out")),
        0);
  }

  private static OpCase scatterAdd(
      String what, int rows, int width, int count, Values indices, Values updates) {
    return new OpCase(
        "scatterAdd",
        name("%s updates to [%s, %s]".formatted(count, rows, width), what),
        List.of(
            inputOfInts("indices", indices, count),
            input("updates", updates, count, width),
            output("out", Tolerance.within(new ScatterBound(width)), rows, width)),
        (backend, tensors) ->
            backend.scatterAdd(tensors.get("indices"), tensors.get("updates"), tensors.get("out")),
        (double) count * width);
  }

  private static String name(String sizes, String what) {
    return what.isEmpty() ? sizes : sizes + ", " + what;
  }
}
