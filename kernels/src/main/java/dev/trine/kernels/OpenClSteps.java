package dev.trine.kernels;

import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Constant;
import dev.trine.expression.Expression.Folded;
import dev.trine.expression.Expression.Index;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Expression.Whole;
import dev.trine.expression.Listing;
import dev.trine.expression.Listing.Computation;
import dev.trine.expression.Listing.Leaf;
import dev.trine.expression.Listing.Scalar;
import dev.trine.expression.Listing.Step;
import dev.trine.kernels.MapForm.Walk;
import dev.trine.tensor.DType;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The steps of a listing in the terms of {@code map.h}, a line for each.
 *
 * @param prefix of the names of its values
 * @param firstScalar how many numeric arguments the kernel has before those of this listing
 */
record OpenClSteps(Listing listing, List<OpenClTensor> inputs, String prefix, int firstScalar) {
  /** Where in the grid a vector lies: how what depends on that is written. */
  record Place(Function<OpenClTensor, String> load, Function<Index, String> index) {}

  /** Those that are the same for all elements. */
  void invariant(OpenClText text) {
    lines(text, true, null);
  }

  /** The others, for a vector. */
  void variant(OpenClText text, Place place) {
    lines(text, false, place);
  }

  /** The name of a result. */
  String result(int number) {
    return prefix + listing.results().get(number);
  }

  private void lines(OpenClText text, boolean invariant, Place place) {
    List<Step> steps = listing.steps();
    BitSet varying = listing.varying(this::varies);
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (varying.get(i) != invariant) {
        String type = step.type() == DType.F32 ? "floats" : "ints";
        text.line("%s %s%s = %s;", type, prefix, i, value(step, place));
      }
    }
  }

  private boolean varies(Expression leaf) {
    return !(leaf instanceof Load load) || inputs.get(load.input()).walk() != Walk.SINGLE;
  }

  private String value(Step step, Place place) {
    if (step instanceof Computation computation) {
      return computation.arguments().stream()
          .map(argument -> prefix + argument)
          .collect(Collectors.joining(", ", name(computation) + "(", ")"));
    }
    if (step instanceof Scalar scalar) {
      return "(floats)(scalar%s)".formatted(firstScalar + scalar.index());
    }
    var leaf = ((Leaf) step).expression();
    if (leaf instanceof Constant constant) {
      return "(floats)(%s)".formatted(literal((float) constant.value()));
    }
    if (leaf instanceof Whole whole) {
      return "(ints)(%s)".formatted(literal(whole.value()));
    }
    if (leaf instanceof Folded folded) {
      return "fold" + folded.fold();
    }
    if (leaf instanceof Load load) {
      OpenClTensor from = inputs.get(load.input());
      return from.walk() == Walk.SINGLE ? from.single() : place.load().apply(from);
    }
    return place.index().apply((Index) leaf);
  }

  /** That of the operation, or of a shorter one which gives the same for its arguments. */
  private String name(Computation computation) {
    return switch (computation.operator()) {
      case MIN -> takesLimit(computation) ? "AT_MOST" : "MIN";
      case MAX -> takesLimit(computation) ? "AT_LEAST" : "MAX";
      default -> computation.operator().name();
    };
  }

  /** Whether the second argument is known to be neither NaN nor 0, of which there are two. */
  private boolean takesLimit(Computation computation) {
    return listing.steps().get(computation.arguments().get(1)) instanceof Leaf leaf
        && leaf.expression() instanceof Constant constant
        && Math.abs((float) constant.value()) > 0;
  }

  /** Exactly this number. */
  private static String literal(float value) {
    if (Float.isFinite(value)) {
      return Float.toHexString(value) + "f";
    }
    return Float.isNaN(value) ? "NAN" : value > 0 ? "INFINITY" : "-INFINITY";
  }

  private static String literal(int value) {
    return value == Integer.MIN_VALUE ? "INT_MIN" : Integer.toString(value);
  }
}
