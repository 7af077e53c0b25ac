package dev.trine.conformance.catalogue;

import static dev.trine.conformance.catalogue.Argument.input;
import static dev.trine.conformance.catalogue.Argument.inputOf;
import static dev.trine.conformance.catalogue.Argument.inputOfInts;
import static dev.trine.conformance.catalogue.Argument.output;
import static dev.trine.conformance.catalogue.Argument.outputOf;
import static dev.trine.conformance.catalogue.Argument.outputOfInts;

import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/** Fill and copy: exact, whatever the bits. */
final class DataCases {
  private static final int[] LENGTHS = {0, 1, 6, 13, 207, 2046, 4098, 100_003, 1 << 23};

  /** Types of which several elements share a word. */
  private static final List<DType> SMALL = List.of(DType.BF16, DType.U8);

  /** Values that a copy through arithmetic would change. */
  private static final Values ODDITIES =
      Values.of(
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          -0.0,
          Float.MIN_VALUE,
          Float.MAX_VALUE,
          0x1.fffffep0);

  private DataCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (int length : LENGTHS) {
      cases.add(fill(1.5, length));
      cases.add(fillInts(-7, length));
      cases.add(copy("of " + length, Values.uniform(-1, 1), length));
      cases.add(copyInts(length));
      for (DType type : SMALL) {
        cases.add(fill(type, 77, length));
        cases.add(copy(type, length));
      }
    }
    for (double value :
        new double[] {
          0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Float.MAX_VALUE
        }) {
      cases.add(fill(value, 13));
    }
    for (int value : new int[] {0, 1, 16_777_217, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      cases.add(fillInts(value, 13));
    }
    for (double value : new double[] {0, 128, 255}) {
      cases.add(fill(DType.U8, value, 13));
    }
    for (double value : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, -0.0, 1.0 / 3, 1e39}) {
      cases.add(fill(DType.BF16, value, 13));
    }
    cases.add(copy("of oddities", ODDITIES, 7));
    cases.add(reshapingCopy());
    return cases;
  }

  private static OpCase fill(double value, long length) {
    return new OpCase(
        "fill",
        "%s with %s".formatted(length, value),
        List.of(output("out", Tolerance.exact(), length)),
        (backend, tensors) -> backend.fill(value, tensors.get("out")),
        0);
  }

  private static OpCase fillInts(int value, long length) {
    return new OpCase(
        "fill",
        "%s ints with %s".formatted(length, value),
        List.of(outputOfInts("out", length)),
        (backend, tensors) -> backend.fill(value, tensors.get("out")),
        0);
  }

  private static OpCase copy(String name, Values values, long length) {
    return new OpCase(
        "copy",
        name,
        List.of(input("in", values, length), output("out", Tolerance.exact(), length)),
        (backend, tensors) -> backend.copy(tensors.get("in"), tensors.get("out")),
        0);
  }

  private static OpCase copyInts(long length) {
    return new OpCase(
        "copy",
        "of %s ints".formatted(length),
        List.of(inputOfInts("in", Values.anyInteger(), length), outputOfInts("out", length)),
        (backend, tensors) -> backend.copy(tensors.get("in"), tensors.get("out")),
        0);
  }

  private static OpCase fill(DType type, double value, long length) {
    return new OpCase(
        "fill",
        "%s %s with %s".formatted(length, type, value),
        List.of(outputOf(type, "out", length)),
        (backend, tensors) -> backend.fill(value, tensors.get("out")),
        0);
  }

  private static OpCase copy(DType type, long length) {
    Values values = type == DType.U8 ? Values.integers(0, 256) : Values.anyBf16();
    return new OpCase(
        "copy",
        "of %s %s".formatted(length, type),
        List.of(inputOf(type, "in", values, length), outputOf(type, "out", length)),
        (backend, tensors) -> backend.copy(tensors.get("in"), tensors.get("out")),
        0);
  }

  private static OpCase reshapingCopy() {
    return new OpCase(
        "copy",
        "to another shape",
        List.of(
            input("in", Values.uniform(-1, 1), 6, 13), output("out", Tolerance.exact(), 3, 2, 13)),
        (backend, tensors) -> backend.copy(tensors.get("in"), tensors.get("out")),
        0);
  }
}
