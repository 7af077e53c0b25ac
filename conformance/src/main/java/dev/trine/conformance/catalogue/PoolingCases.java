package dev.trine.conformance.catalogue;

import static dev.trine.conformance.catalogue.Argument.input;
import static dev.trine.conformance.catalogue.Argument.inputOfInts;
import static dev.trine.conformance.catalogue.Argument.output;
import static dev.trine.conformance.catalogue.Argument.outputOfInts;

import dev.trine.backend.op.Window;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Pooling over windows of every kind: apart, overlapping, dilated, with gaps, and beyond the edges.
 */
final class PoolingCases {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final Values NUMBERS = Values.uniform(-1, 1);

  private PoolingCases() {}

  /** The shape of some images, and how a window walks over them. */
  private record Walk(Window window, long... images) {
    Shape shape() {
      return Shape.of(images);
    }

    long[] places() {
      return window.over(shape(), images[3]).dimensions();
    }

    /** {@code [2, 8, 8, 3] by 2x2}, and what is special about the window. */
    String name(String what) {
      StringBuilder name = new StringBuilder(shape() + " by ");
      name.append(window.height()).append('x').append(window.width());
      name.append(" in steps of ").append(window.down()).append('x').append(window.across());
      if (window.rowStep() > 1 || window.columnStep() > 1) {
        name.append(", dilated ").append(window.rowStep()).append('x').append(window.columnStep());
      }
      int[] padding = {window.top(), window.bottom(), window.left(), window.right()};
      if (padding[0] + padding[1] + padding[2] + padding[3] > 0) {
        name.append(", padded ").append(Shape.of(padding[0], padding[1], padding[2], padding[3]));
      }
      return what.isEmpty() ? name.toString() : name + ", " + what;
    }
  }

  private static final List<Walk> WALKS =
      List.of(
          new Walk(square(2, 2, 0), 2, 8, 8, 3),
          new Walk(square(2, 2, 0), 1, 7, 5, 1),
          new Walk(square(3, 2, 1), 2, 7, 7, 13),
          new Walk(square(3, 1, 1), 1, 6, 6, 6),
          new Walk(square(1, 1, 0), 1, 1, 1, 1),
          new Walk(square(1, 3, 0), 1, 6, 13, 2),
          new Walk(square(5, 1, 2), 1, 6, 6, 2),
          new Walk(square(2, 1, 2), 1, 1, 1, 3),
          new Walk(new Window(1, 3, 1, 2, 1, 1, 0, 0, 1, 1), 3, 1, 13, 61),
          new Walk(new Window(3, 2, 2, 1, 2, 3, 1, 2, 0, 3), 2, 9, 7, 4),
          new Walk(new Window(2, 2, 1, 1, 3, 3, 2, 2, 2, 2), 1, 1, 2, 5),
          new Walk(square(2, 2, 0), 0, 4, 4, 3),
          new Walk(square(2, 2, 0), 3, 4, 4, 0),
          new Walk(square(2, 2, 0), 32, 28, 28, 32),
          new Walk(square(3, 2, 1), 16, 31, 31, 17));

  private static Window square(int size, int stride, int padding) {
    return new Window(size, size, stride, stride, 1, 1, padding, padding, padding, padding);
  }

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (Walk walk : WALKS) {
      Values any = Values.magnitudes(-Float.MAX_VALUE, Float.MAX_VALUE);
      cases.add(maxPool("", walk, any, true));
      cases.add(maxPool("equals", walk, Values.integers(-1, 2), true));
      cases.add(maxPool("unasked", walk, any, false));
      Values elements = Values.integers(-1, walk.window.elements());
      cases.add(maxPoolGradient("", walk, NUMBERS, elements));
      cases.add(averagePool("", walk, NUMBERS));
      cases.add(averagePoolGradient("", walk, NUMBERS));
    }
    Walk overlapping = WALKS.get(2);
    Values zeros = Values.constant(-0.0).except(i -> i % 5 == 0, 0.0);
    cases.add(maxPool("zeros", overlapping, zeros, true));
    cases.add(maxPool("all -infinity", overlapping, Values.constant(-INFINITY), true));
    Values undefined = NUMBERS.except(i -> i % 17 == 0, Double.NaN);
    cases.add(maxPool("some NaN", overlapping, undefined, true));
    cases.add(averagePool("some NaN", overlapping, undefined));
    Values infinite = NUMBERS.except(i -> i % 17 == 0, INFINITY);
    Values first = Values.constant(0);
    cases.add(maxPoolGradient("some infinite", overlapping, infinite, first));
    cases.add(averagePoolGradient("some infinite", overlapping, infinite));
    return cases;
  }

  private static OpCase maxPool(String what, Walk walk, Values values, boolean chooses) {
    List<Argument> arguments = new ArrayList<>();
    arguments.add(input("images", values, walk.images));
    arguments.add(output("largest", Tolerance.exact(), walk.places()));
    if (chooses) {
      arguments.add(outputOfInts("chosen", walk.places()));
    }
    return new OpCase(
        "maxPool",
        walk.name(what),
        arguments,
        (backend, tensors) ->
            backend.maxPool(
                walk.window, tensors.get("images"), tensors.get("largest"), tensors.get("chosen")),
        (double) walk.window.elements() * Shape.of(walk.places()).elements());
  }

  private static OpCase maxPoolGradient(String what, Walk walk, Values gradient, Values chosen) {
    return new OpCase(
        "maxPoolGradient",
        walk.name(what),
        List.of(
            input("gradient", gradient, walk.places()),
            inputOfInts("chosen", chosen, walk.places()),
            output(
                "images", Tolerance.within(new PoolBound(walk.window, "gradient")), walk.images)),
        (backend, tensors) ->
            backend.maxPoolGradient(
                walk.window, tensors.get("gradient"), tensors.get("chosen"), tensors.get("images")),
        (double) walk.window.elements() * walk.shape().elements());
  }

  private static OpCase averagePool(String what, Walk walk, Values values) {
    return new OpCase(
        "averagePool",
        walk.name(what),
        List.of(
            input("images", values, walk.images),
            output("means", Tolerance.within(new PoolBound(walk.window, "images")), walk.places())),
        (backend, tensors) ->
            backend.averagePool(walk.window, tensors.get("images"), tensors.get("means")),
        (double) walk.window.elements() * Shape.of(walk.places()).elements());
  }

  private static OpCase averagePoolGradient(String what, Walk walk, Values gradient) {
    return new OpCase(
        "averagePoolGradient",
        walk.name(what),
        List.of(
            input("gradient", gradient, walk.places()),
            output(
                "images", Tolerance.within(new PoolBound(walk.window, "gradient")), walk.images)),
        (backend, tensors) ->
            backend.averagePoolGradient(
                walk.window, tensors.get("gradient"), tensors.get("images")),
        (double) walk.window.elements() * walk.shape().elements());
  }
}
