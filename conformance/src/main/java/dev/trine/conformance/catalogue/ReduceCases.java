package dev.trine.conformance.catalogue;

import static dev.trine.conformance.catalogue.Argument.input;
import static dev.trine.conformance.catalogue.Argument.output;

import dev.trine.backend.op.Reduction;
import dev.trine.backend.op.Reduction.Kind;
import java.util.ArrayList;
import java.util.List;

/** Sums over the outer, middle and inner axis, of long and short length. */
final class ReduceCases {
  private static final long[] AWKWARD = {1, 6, 13, 207, 2046, 4098};
  private static final Values VALUES = Values.uniform(-1, 1);

  private ReduceCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (long size : AWKWARD) {
        cases.add(sum(new Reduction(kind, 1, size, 1, 1)));
        cases.add(sum(new Reduction(kind, 1, size, 5, 1)));
        cases.add(sum(new Reduction(kind, 5, size, 1, 1)));
        cases.add(sum(new Reduction(kind, size, 3, 1, 1)));
        cases.add(sum(new Reduction(kind, 1, 4, size, 1)));
        cases.add(sum(new Reduction(kind, 4, size, 5, 0.25)));
        cases.add(sum(new Reduction(kind, size, 4, 5, -2)));
        cases.add(sum(new Reduction(kind, 4, 5, size, 1)));
      }
      empties(kind, cases);
      cases.add(sum(new Reduction(kind, 1, 262_147, 1, 1)));
      cases.add(sum(new Reduction(kind, 1, 4098, 207, 1)));
      cases.add(sum(new Reduction(kind, 1, 1 << 22, 1, 1)));
      cases.add(sum(new Reduction(kind, 1, 8192, 512, 1)));
      cases.add(sum(new Reduction(kind, 512, 8192, 1, 1)));
      magnitudes(kind, cases);
      nonFinites(kind, cases);
    }
    cases.add(sum("of one sign", Reduction.ofColumns(4098, 13), Values.uniform(0, 1)));
    cases.add(
        sum(
            "that overflow single precision",
            new Reduction(Kind.SUM_OF_SQUARES, 2, 13, 1, 1),
            VALUES.except(3, 0x1p80)));
    cases.add(sum("mean", Reduction.ofAll(Kind.SUM, 207, 1 / 207.0), VALUES));
    return cases;
  }

  /** A sum of nothing is 0, whatever lay there before; no sums are no work. */
  private static void empties(Kind kind, List<OpCase> cases) {
    cases.add(sum(new Reduction(kind, 6, 0, 13, 1)));
    cases.add(sum(new Reduction(kind, 1, 0, 1, 1)));
    cases.add(sum(new Reduction(kind, 0, 6, 13, 1)));
    cases.add(sum(new Reduction(kind, 6, 13, 0, 1)));
  }

  /** Sums near the end of the range and small ones, in one pass and in two. */
  private static void magnitudes(Kind kind, List<OpCase> cases) {
    double large = kind == Kind.SUM ? 0x1p116 : 0x1p58;
    double small = kind == Kind.SUM ? 0x1p-100 : 0x1p-50;
    for (Reduction spec :
        List.of(new Reduction(kind, 1, 207, 2, 1), new Reduction(kind, 5, 2046, 3, 0.125))) {
      cases.add(sum("large", spec, Values.uniform(-large, large)));
      cases.add(sum("small", spec, Values.uniform(-small, small)));
    }
  }

  private static void nonFinites(Kind kind, List<OpCase> cases) {
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      cases.add(
          sum("with one " + value, new Reduction(kind, 1, 207, 6, 1), VALUES.except(100, value)));
      cases.add(
          sum("with one " + value, new Reduction(kind, 6, 207, 1, 1), VALUES.except(500, value)));
    }
  }

  private static OpCase sum(Reduction spec) {
    return sum("", spec, VALUES);
  }

  private static OpCase sum(String what, Reduction spec, Values values) {
    return new OpCase(
        "rows",
        "%s of [%s, %s, %s] by %s%s"
            .formatted(
                spec.kind(),
                spec.outer(),
                spec.length(),
                spec.inner(),
                spec.scale(),
                what.isEmpty() ? "" : ", " + what),
        List.of(
            input("in", values, spec.outer(), spec.length(), spec.inner()),
            output(
                "out", Tolerance.within(new ReduceBound(spec, "in")), spec.outer(), spec.inner())),
        (backend, tensors) ->
            backend.rows(spec.rows(), List.of(tensors.get("in")), List.of(tensors.get("out"))),
        (double) spec.outer() * spec.length() * spec.inner());
  }
}
