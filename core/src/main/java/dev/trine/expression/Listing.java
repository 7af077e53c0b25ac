package dev.trine.expression;

import dev.trine.expression.Expression.Application;
import dev.trine.expression.Expression.Operation;
import dev.trine.expression.Expression.Parameter;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Expressions as a straight line of steps, each computed once from earlier ones, with functions
 * replaced by their trees: what a renderer translates line by line.
 */
public final class Listing {
  /** One value. */
  public sealed interface Step {
    DType type();
  }

  /** A {@link Expression.Constant}, {@link Expression.Whole}, Load, Index or Folded. */
  public record Leaf(Expression expression) implements Step {
    @Override
    public DType type() {
      return expression.type();
    }
  }

  /** One of the kernel's numeric arguments, F32. */
  public record Scalar(int index) implements Step {
    @Override
    public DType type() {
      return DType.F32;
    }
  }

  /**
   * An operation.
   *
   * @param arguments the indices of the steps that it takes
   */
  public record Computation(Operator operator, List<Integer> arguments) implements Step {
    @Override
    public DType type() {
      return operator.result();
    }
  }

  private final List<Step> steps = new ArrayList<>();
  private final List<Integer> results = new ArrayList<>();
  private final List<Float> scalars = new ArrayList<>();
  private final Map<Expression, Integer> seen = new IdentityHashMap<>();
  private final Map<Step, Integer> numbers = new HashMap<>();
  private final Map<Float, Integer> scalarNumbers = new HashMap<>();

  private Listing() {}

  /** The steps that the expressions need. */
  public static Listing of(List<Expression> expressions) {
    Listing listing = new Listing();
    expressions.forEach(expression -> listing.results.add(listing.add(expression)));
    return listing;
  }

  private int add(Expression expression) {
    Integer known = seen.get(expression);
    if (known == null) {
      known = addNew(expression);
      seen.put(expression, known);
    }
    return known;
  }

  private int addNew(Expression expression) {
    if (expression instanceof Application application) {
      return add(application.function().expand(application.arguments()));
    }
    if (expression instanceof Operation operation) {
      List<Integer> arguments = operation.arguments().stream().map(this::add).toList();
      return number(new Computation(operation.operator(), arguments));
    }
    return number(
        expression instanceof Parameter parameter
            ? new Scalar(scalar((float) parameter.value()))
            : new Leaf(expression));
  }

  private int number(Step step) {
    return numbers.computeIfAbsent(
        step,
        fresh -> {
          steps.add(fresh);
          return steps.size() - 1;
        });
  }

  private int scalar(float value) {
    return scalarNumbers.computeIfAbsent(
        value,
        fresh -> {
          scalars.add(fresh);
          return scalars.size() - 1;
        });
  }

  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /**
   * The steps that differ between elements; the others need computing only once.
   *
   * @param leaf whether a Load, Index or Folded differs between elements
   */
  public BitSet varying(Predicate<Expression> leaf) {
    BitSet varying = new BitSet(steps.size());
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      varying.set(
          i,
          step instanceof Computation computation
              ? computation.arguments().stream().anyMatch(varying::get)
              : step instanceof Leaf from && !isNumber(from) && leaf.test(from.expression()));
    }
    return varying;
  }

  private static boolean isNumber(Leaf leaf) {
    return leaf.expression() instanceof Expression.Constant
        || leaf.expression() instanceof Expression.Whole;
  }

  /** What is computed for an element: an operation a step, and a fused one counts twice. */
  public long operations() {
    return operations(leaf -> true);
  }

  /**
   * As {@link #operations()}, without what is the same for all elements.
   *
   * @param varies whether a Load or an Index differs between elements
   */
  public long operations(Predicate<Expression> varies) {
    return varying(varies).stream()
        .mapToObj(steps::get)
        .mapToLong(step -> step instanceof Computation computation ? count(computation) : 0)
        .sum();
  }

  private static int count(Computation computation) {
    return computation.operator() == Operator.FMA ? 2 : 1;
  }

  /** For each expression the index of the step that gives it. */
  public List<Integer> results() {
    return List.copyOf(results);
  }

  /** The values of the kernel's numeric arguments. */
  public List<Float> scalars() {
    return List.copyOf(scalars);
  }

  /** The text of this listing without the values of its numeric arguments: the kernel's key. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < steps.size(); i++) {
      text.append(i).append(" = ").append(describe(steps.get(i))).append('\n');
    }
    return text.append("results ").append(results).append('\n').toString();
  }

  private static String describe(Step step) {
    if (step instanceof Leaf leaf) {
      return leaf.expression() instanceof Expression.Load load
          ? "$" + load.input() + " " + load.stored()
          : leaf.expression().toString();
    }
    return step instanceof Scalar scalar
        ? "scalar " + scalar.index()
        : ((Computation) step).operator() + " " + ((Computation) step).arguments();
  }
}
