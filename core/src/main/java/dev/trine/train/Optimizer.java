package dev.trine.train;

import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.toFloat;

import dev.trine.expression.Expression;
import dev.trine.graph.ops.Update;
import dev.trine.tensor.DType;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How gradients change parameters: a formula for one parameter, which is the same for all. */
public interface Optimizer {
  /** The step size to start with. */
  double learningRate();

  /** How many numbers it keeps of each parameter from step to step. */
  int moments();

  /**
   * The formula. Single precision computes it in the order in which it is written.
   *
   * @return what the parameter becomes, then what each moment becomes
   */
  List<Expression> step(Operands of);

  /**
   * What a formula works on, all F32.
   *
   * @param parameter that is updated
   * @param moments of it, 0 before the first step
   * @param gradient of the mean loss with respect to it
   * @param rate the learning rate
   * @param norm the root of the sum of the squares of the gradients of all parameters
   * @param t the number of this update, from 1
   * @param decays whether the parameter is kept small, where that is {@linkplain Regularised asked
   *     for}
   */
  record Operands(
      Expression parameter,
      List<Expression> moments,
      Expression gradient,
      Expression rate,
      Expression norm,
      Expression t,
      boolean decays) {
    /** The same of another parameter. */
    public Operands withParameter(Expression value) {
      return new Operands(value, moments, gradient, rate, norm, t, decays);
    }

    /** The same with another gradient. */
    public Operands withGradient(Expression value) {
      return new Operands(parameter, moments, value, rate, norm, t, decays);
    }
  }

  /** With gradients of a norm of at most so much, see {@link ClippedNorm}. */
  default ClippedNorm withClippedNorm(double most) {
    return new ClippedNorm(this, most);
  }

  /** With gradients of at most so much each, see {@link ClippedValue}. */
  default ClippedValue withClippedValue(double most) {
    return new ClippedValue(this, most);
  }

  /** With a penalty of {@code value·Σ|p|} on weights, see {@link Regularised}. */
  default Regularised withL1(double value) {
    return new Regularised(this, value, 0, 0);
  }

  /** With a penalty of {@code value/2·Σp²} on weights, see {@link Regularised}. */
  default Regularised withL2(double value) {
    return new Regularised(this, 0, value, 0);
  }

  /** With decoupled decay of weights by {@code rate·value} a step, see {@link Regularised}. */
  default Regularised withWeightDecay(double value) {
    return new Regularised(this, 0, 0, value);
  }

  /**
   * The updates of all parameters.
   *
   * @param decayed how many parameters, from the first, weight decay applies to
   * @param all how many there are
   */
  default List<Update> updates(long decayed, long all) {
    List<Expression> decaying = step(operands(true));
    List<Expression> other = step(operands(false));
    if (decaying.equals(other)) {
      return List.of(new Update(other, 0, all));
    }
    return Stream.of(new Update(decaying, 0, decayed), new Update(other, decayed, all))
        .filter(update -> update.from() < update.to())
        .toList();
  }

  /** As {@link Update} numbers them. */
  private Operands operands(boolean decays) {
    int gradient = 1 + moments();
    return new Operands(
        load(0),
        IntStream.range(1, gradient).mapToObj(moment -> load(moment)).toList(),
        load(gradient),
        load(gradient + 1),
        load(gradient + 3),
        toFloat(load(gradient + 4, DType.I32)),
        decays);
  }
}
