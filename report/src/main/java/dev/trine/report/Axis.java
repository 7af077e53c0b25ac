package dev.trine.report;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis of a drawing.
 *
 * @param least the value at its beginning
 * @param largest the value at its end, above the least
 */
record Axis(double least, double largest) {
  private static final int MARKS = 6;
  private static final double MARGIN = 0.04;

  /** One that all finite values of some lie on, with a margin. */
  static Axis around(Iterable<Double> values) {
    double least = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Double.isFinite(value)) {
        least = Math.min(least, value);
        largest = Math.max(largest, value);
      }
    }
    if (!(least <= largest)) {
      return new Axis(0, 1);
    }
    double margin = MARGIN * (largest - least);
    margin = margin > 0 ? margin : Math.max(1e-6, Math.abs(largest) * MARGIN);
    return new Axis(least - margin, largest + margin);
  }

  /** Where a value is: 0 at the beginning, 1 at the end. */
  double place(double value) {
    return (value - least) / (largest - least);
  }

  /** Round values on it, about {@value #MARKS}: multiples of 1, 2 or 5 times a power of ten. */
  List<Double> marks() {
    double rough = (largest - least) / MARKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step =
        power * (rough / power > 5 ? 10 : rough / power > 2 ? 5 : rough / power > 1 ? 2 : 1);
    List<Double> marks = new ArrayList<>();
    for (long i = (long) Math.ceil(least / step); i * step <= largest; i++) {
      marks.add(i * step);
    }
    return marks;
  }
}
