package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.less;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.sqrt;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.StepState;
import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Listing;
import dev.trine.expression.Parts;
import dev.trine.expression.Substitution;
import dev.trine.graph.Cost;
import dev.trine.graph.Effect;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An update of parameters by a formula, see {@link dev.trine.backend.op.UpdateOps#update}. Inputs,
 * which the formula loads by their numbers: for each result what it takes the place of, that is the
 * parameters and their moments; the gradients; the learning rate; the weight of all examples, by
 * which gradients of sums are divided; the sum of the squares of all gradients, which the formula
 * gets as the norm of those of the mean; the step state, of which it gets the number of this
 * update; and, if the formula loads it, a direction for each of the parameters that are updated.
 *
 * @param results what an element of the parameters, and of each moment, becomes; what stays as it
 *     is is not written
 * @param from the first of the parameters that are updated
 * @param to the one after the last
 */
public record Update(List<Expression> results, long from, long to) implements Effect {
  public Update {
    results = List.copyOf(results);
  }

  private int gradients() {
    return results.size();
  }

  private int rate() {
    return gradients() + 1;
  }

  private int weight() {
    return gradients() + 2;
  }

  private int squares() {
    return gradients() + 3;
  }

  private int stepState() {
    return gradients() + 4;
  }

  private int direction() {
    return gradients() + 5;
  }

  /**
   * With the gradients of the mean, and their norm, in the place of those of the sum; 0 where
   * nothing has weight.
   *
   * @param formula of the inputs of this update
   */
  public Expression ofMean(Expression formula) {
    Expression weight = load(weight());
    Expression share = select(less(constant(0), weight), divide(constant(1), weight), constant(0));
    return Substitution.ofLoads(
        formula,
        load -> {
          if (load.input() == gradients()) {
            return multiply(load, share);
          }
          return load.input() == squares() ? multiply(sqrt(load), share) : load;
        });
  }

  /** The numbers of the results that are not what was there before. */
  private List<Integer> changed() {
    return IntStream.range(0, results.size())
        .filter(result -> !results.get(result).equals(load(result)))
        .boxed()
        .toList();
  }

  private List<Expression> values() {
    return changed().stream().map(results::get).map(this::ofMean).toList();
  }

  private long elements() {
    return to - from;
  }

  /** The numbers of the inputs that the mapping takes: what the formula loads. */
  public List<Integer> taken() {
    Set<Integer> loaded =
        Parts.of(values()).stream()
            .filter(Load.class::isInstance)
            .map(load -> ((Load) load).input())
            .collect(Collectors.toSet());
    return IntStream.rangeClosed(0, direction()).filter(loaded::contains).boxed().toList();
  }

  /**
   * What is bound to the parts of the tensors that it updates, and to the numbers that it takes.
   */
  public Mapping mapping() {
    Shape extents = Shape.of(elements());
    Access dense = Access.dense(DType.F32, extents);
    Access single = new Access(DType.F32, 0, List.of(0L));
    Access step = new Access(DType.I32, StepState.STEP, List.of(0L));
    List<Integer> taken = taken();
    return new Mapping(
        extents,
        taken.stream()
            .map(input -> isOfElements(input) ? dense : input == stepState() ? step : single)
            .toList(),
        values().stream()
            .map(value -> Substitution.ofLoads(value, load -> renumbered(load, taken)))
            .map(value -> new Result(value, dense))
            .toList());
  }

  private boolean isOfElements(int input) {
    return input <= gradients() || input == direction();
  }

  private static Expression renumbered(Load load, List<Integer> taken) {
    return load(taken.indexOf(load.input()), load.stored());
  }

  @Override
  public String label(List<View> inputs, List<View> outputs) {
    return "update " + Shape.of(elements());
  }

  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    List<View> parts = parts(inputs);
    long operations =
        Listing.of(values())
            .operations(leaf -> leaf instanceof Load load && isOfElements(load.input()));
    List<Integer> taken = taken();
    List<View> read =
        chosen(
            parts,
            IntStream.range(0, parts.size())
                .filter(input -> !isOfElements(input) || taken.contains(input))
                .boxed()
                .toList());
    return Cost.of(operations * elements(), read, chosen(parts, changed()));
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    List<View> parts = parts(inputs);
    return backend.update(
        mapping(), chosen(parts, taken()), chosen(parts, changed()), parts.get(stepState()));
  }

  private static List<View> chosen(List<View> parts, List<Integer> numbers) {
    return numbers.stream().map(parts::get).toList();
  }

  /**
   * The inputs, of which those with an element for each parameter begin with the first updated; a
   * direction has no others.
   */
  private List<View> parts(List<View> inputs) {
    List<View> parts = new ArrayList<>();
    for (View whole : inputs.subList(0, rate())) {
      parts.add(whole.part(from, Shape.of(elements())));
    }
    parts.addAll(inputs.subList(rate(), direction()));
    inputs.stream()
        .skip(direction())
        .forEach(view -> parts.add(view.part(0, Shape.of(elements()))));
    return parts;
  }
}
