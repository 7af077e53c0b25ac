package dev.trine.onnx.foreign;

import dev.trine.backend.op.Window;
import dev.trine.nn.Sliding;
import dev.trine.nn.Sliding.Edges;
import dev.trine.onnx.file.OnnxNode;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How the window of a node slides.
 *
 * @param axes 2 for images, 1 for sequences, of which the rows are the steps
 * @param kernel extents of the window
 * @param pads of all axes before, then of all behind; empty if they follow from {@code auto}
 * @param auto {@code SAME_UPPER}, {@code VALID}, or {@code NOTSET}
 */
record Sliders(
    int axes,
    List<Long> kernel,
    List<Long> strides,
    List<Long> dilations,
    List<Long> pads,
    String auto) {
  static Sliders of(OnnxNode node, Flow in, List<Long> kernelOfWeights) {
    int axes = in.rank() - 2;
    List<Long> kernel = kernelOfWeights == null ? node.wholes("kernel_shape") : kernelOfWeights;
    List<Long> ones = Collections.nCopies(axes, 1L);
    String auto = node.text("auto_pad", "NOTSET");
    if (auto.equals("SAME_LOWER")) {
      throw new Refusal("its auto_pad is SAME_LOWER, expected SAME_UPPER, VALID or pads");
    }
    Sliders sliders =
        new Sliders(
            axes,
            kernel,
            orElse(node.wholes("strides"), ones),
            orElse(node.wholes("dilations"), ones),
            orElse(node.wholes("pads"), Collections.nCopies(2 * axes, 0L)),
            auto);
    sliders.check();
    return sliders;
  }

  private static List<Long> orElse(List<Long> given, List<Long> usual) {
    return given.isEmpty() ? usual : given;
  }

  private void check() {
    List<Long> all = new ArrayList<>();
    List.of(kernel, strides, dilations).forEach(all::addAll);
    boolean fits =
        all.size() == 3 * axes
            && kernel.size() == axes
            && strides.size() == axes
            && pads.size() == 2 * axes
            && all.stream().allMatch(value -> value >= 1 && value < 1 << 20)
            && pads.stream().allMatch(value -> value >= 0 && value < 1 << 20);
    if (!fits) {
      throw new Refusal(
          "its window is %s with strides %s, dilations %s and pads %s, expected %s, %s, %s and %s numbers"
              .formatted(kernel, strides, dilations, pads, axes, axes, axes, 2 * axes));
    }
  }

  /** The same with given edges. */
  Sliding with(Edges edges, long padding) {
    return new Sliding(
        at(kernel, 0),
        at(kernel, axes - 1),
        at(strides, 0),
        at(strides, axes - 1),
        at(dilations, 0),
        at(dilations, axes - 1),
        edges,
        (int) padding);
  }

  private static int at(List<Long> values, int number) {
    return values.get(number).intValue();
  }

  boolean isUnpadded() {
    return auto.equals("VALID") || auto.equals("NOTSET") && pads.stream().allMatch(p -> p == 0);
  }

  /**
   * The window of a layer that goes as far beyond the edges as this.
   *
   * @return null if there is none
   */
  Sliding sliding(Flow in) {
    if (isUnpadded()) {
      return with(Edges.VALID, 0);
    }
    Sliding same = with(Edges.SAME, 0);
    if (auto.equals("SAME_UPPER") || pads.equals(padsOf(same, in))) {
      return same;
    }
    boolean isEven = pads.stream().distinct().count() == 1;
    return isEven ? with(Edges.PADDED, pads.get(0)) : null;
  }

  private List<Long> padsOf(Sliding sliding, Flow in) {
    Shape shape = in.type().shape();
    return pads(
        axes == 2
            ? sliding.over(shape)
            : sliding.along(Shape.of(1, shape.dimension(1), 1, shape.dimension(2))));
  }

  List<Long> pads(Window window) {
    return axes == 1
        ? List.of((long) window.top(), (long) window.bottom())
        : List.of(
            (long) window.top(),
            (long) window.left(),
            (long) window.bottom(),
            (long) window.right());
  }

  /** Refuses a rounding up that would give places which the layer has not. */
  void checkCeiling(OnnxNode node, Flow in) {
    if (node.whole("ceil_mode", 0) == 0 || !auto.equals("NOTSET")) {
      return;
    }
    for (int axis = 0; axis < axes; axis++) {
      long padded = in.extent(2 + axis) + pads.get(axis) + pads.get(axes + axis);
      long reach = (kernel.get(axis) - 1) * dilations.get(axis) + 1;
      if ((padded - reach) % strides.get(axis) != 0) {
        throw new Refusal(
            "its ceil_mode adds windows that go beyond the edge, which no layer does; export it with ceil_mode = 0");
      }
    }
  }
}
