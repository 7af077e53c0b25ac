package dev.trine.cuda.ptx;

import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Constant;
import dev.trine.expression.Expression.Folded;
import dev.trine.expression.Expression.Whole;
import dev.trine.expression.Listing;
import dev.trine.expression.Listing.Computation;
import dev.trine.expression.Listing.Leaf;
import dev.trine.expression.Listing.Scalar;
import dev.trine.expression.Listing.Step;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The steps of a listing in registers: one for each step that all elements of a loop have in
 * common, which is computed before it, and one for each of the others and each element of a round.
 * The driver's compiler makes few of them.
 */
final class Steps {
  private final String prefix;
  private final List<Step> steps;
  private final List<Integer> results;
  private final int scalarCount;
  private final int width;
  private final BitSet varying;

  /**
   * @param prefix tells the registers and parameters of several listings apart
   * @param varies whether a leaf differs between the elements of the loop
   * @param width elements of a round
   */
  Steps(String prefix, Listing listing, Predicate<Expression> varies, int width) {
    this.prefix = prefix;
    this.steps = listing.steps();
    this.results = listing.results();
    this.scalarCount = listing.scalars().size();
    this.width = width;
    this.varying = listing.varying(varies);
  }

  /** The parameters of the numbers. */
  List<String> scalars() {
    return IntStream.range(0, scalarCount).mapToObj(this::scalar).toList();
  }

  private String scalar(int index) {
    return prefix + "scalar" + index;
  }

  /** The register of a result for an element of a round. */
  String result(int number, int element) {
    return register(results.get(number), element);
  }

  /** The register of a step for an element of a round. */
  String register(int step, int element) {
    return varying.get(step) ? registers(element) + step : commonRegisters() + step;
  }

  /** The registers of a step for a round. */
  List<String> registersOf(int step) {
    return IntStream.range(0, width).mapToObj(element -> register(step, element)).toList();
  }

  private String commonRegisters() {
    return "%" + prefix + "common";
  }

  private String registers(int element) {
    return "%" + prefix + "value" + element + "_";
  }

  void declareRegisters(Assembly to) {
    if (steps.isEmpty()) {
      return;
    }
    String count = "<" + steps.size() + ">";
    to.declare(".b32", commonRegisters() + count);
    IntStream.range(0, width).forEach(e -> to.declare(".b32", registers(e) + count));
  }

  /** All that the elements of the loop have in common, but loads and indices. */
  void computeCommon(Assembly to) {
    for (int step = 0; step < steps.size(); step++) {
      if (!varying.get(step)) {
        compute(to, step, 0);
      }
    }
  }

  /** All else for an element of a round, but loads and indices. */
  void compute(Assembly to, int element) {
    for (int step = 0; step < steps.size(); step++) {
      if (varying.get(step)) {
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
    } else if (((Leaf) steps.get(step)).expression() instanceof Folded folded) {
      to.add("mov.b32", result, Fold.result(folded.fold()));
    }
  }
}
