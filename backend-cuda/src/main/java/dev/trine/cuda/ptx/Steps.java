package dev.trine.cuda.ptx;

import dev.trine.expression.Expression.Constant;
import dev.trine.expression.Expression.Index;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Expression.Whole;
import dev.trine.expression.Listing.Computation;
import dev.trine.expression.Listing.Leaf;
import dev.trine.expression.Listing.Scalar;
import dev.trine.expression.Listing.Step;
import dev.trine.kernels.MapForm;
import dev.trine.kernels.MapForm.Walk;
import java.util.List;

/**
 * The steps of a listing in registers: one for each step that all elements have in common, which is
 * computed before the loop, and one for each of the others and each element of a quad. The driver's
 * compiler makes few of them.
 */
final class Steps {
  private final List<Step> steps;
  private final boolean[] common;

  Steps(MapForm form) {
    this.steps = form.listing().steps();
    this.common = new boolean[steps.size()];
    for (int i = 0; i < common.length; i++) {
      common[i] = isCommon(form, steps.get(i));
    }
  }

  private boolean isCommon(MapForm form, Step step) {
    if (step instanceof Computation computation) {
      return computation.arguments().stream().allMatch(argument -> common[argument]);
    }
    if (step instanceof Leaf leaf) {
      return leaf.expression() instanceof Load load
          ? form.inputs().get(load.input()).walk() == Walk.SINGLE
          : !(leaf.expression() instanceof Index);
    }
    return true;
  }

  /** The register of a step for an element of a quad. */
  String register(int step, int element) {
    return common[step] ? "%common" + step : "%value" + element + "_" + step;
  }

  /** The registers of a step for a quad. */
  List<String> registers(int step) {
    return Quad.elements().mapToObj(element -> register(step, element)).toList();
  }

  void declareRegisters(Assembly to) {
    int count = steps.size();
    to.declare(".b32", "%common<" + count + ">");
    Quad.elements().forEach(e -> to.declare(".b32", "%value" + e + "_<" + count + ">"));
  }

  /** All that the elements of the launch have in common, but loads. */
  void computeCommon(Assembly to) {
    for (int step = 0; step < common.length; step++) {
      if (common[step]) {
        compute(to, step, 0);
      }
    }
  }

  /** All else for an element of a quad, but loads and indices. */
  void compute(Assembly to, int element) {
    for (int step = 0; step < common.length; step++) {
      if (!common[step]) {
        compute(to, step, element);
      }
    }
  }

  private void compute(Assembly to, int step, int element) {
    String result = register(step, element);
    if (steps.get(step) instanceof Computation computation) {
      List<String> arguments =
          computation.arguments().stream().map(a -> register(a, element)).toList();
      Instructions.add(to, computation.operator(), result, arguments);
    } else if (steps.get(step) instanceof Scalar scalar) {
      to.add("ld.param.b32", result, "[" + scalar(scalar.index()) + "]");
    } else if (((Leaf) steps.get(step)).expression() instanceof Constant constant) {
      int bits = Float.floatToRawIntBits((float) constant.value());
      to.add("mov.b32", result, "0x%08X".formatted(bits));
    } else if (((Leaf) steps.get(step)).expression() instanceof Whole whole) {
      to.add("mov.b32", result, whole.value());
    }
  }

  /** The parameter of a number. */
  static String scalar(int index) {
    return "scalar" + index;
  }
}
