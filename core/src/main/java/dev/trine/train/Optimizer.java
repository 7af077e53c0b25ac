package dev.trine.train;

import dev.trine.expression.Expression;
import dev.trine.graph.ops.Update;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * How gradients change parameters: a formula for one parameter, which is the same for all. One that
 * looks at weight matrices as wholes ({@link Muon}) has a second, for their elements.
 */
public interface Optimizer extends Serializable {
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
   * What of an element of a hidden weight matrix becomes that of an orthogonal one, which {@link
   * #step} is given as {@link Matrix#direction}; nothing where matrices are no more to it than
   * their elements.
   *
   * @param of an element of a matrix, whose direction is not there yet
   */
  default Optional<Expression> orthogonalised(Operands of) {
    return Optional.empty();
  }

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
   * @param matrix that it is an element of, where that is updated as a whole
   */
  record Operands(
      Expression parameter,
      List<Expression> moments,
      Expression gradient,
      Expression rate,
      Expression norm,
      Expression t,
      boolean decays,
      Optional<Matrix> matrix) {
    /** Of a parameter by itself. */
    public Operands(
        Expression parameter,
        List<Expression> moments,
        Expression gradient,
        Expression rate,
        Expression norm,
        Expression t,
        boolean decays) {
      this(parameter, moments, gradient, rate, norm, t, decays, Optional.empty());
    }

    /** The same of another parameter. */
    public Operands withParameter(Expression value) {
      return new Operands(value, moments, gradient, rate, norm, t, decays, matrix);
    }

    /** The same with other moments. */
    public Operands withMoments(List<Expression> values) {
      return new Operands(parameter, values, gradient, rate, norm, t, decays, matrix);
    }

    /** The same with another gradient. */
    public Operands withGradient(Expression value) {
      return new Operands(parameter, moments, value, rate, norm, t, decays, matrix);
    }

    /** The same with another learning rate. */
    public Operands withRate(Expression value) {
      return new Operands(parameter, moments, gradient, value, norm, t, decays, matrix);
    }
  }

  /**
   * A weight matrix that is updated as a whole.
   *
   * @param rows what each of its results is a sum over; all axes of a tensor but the last
   * @param columns its results
   * @param direction an element of what orthogonalisation made of {@link #orthogonalised}
   */
  record Matrix(long rows, long columns, Expression direction) {}

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
  default Optimizer withWeightDecay(double value) {
    return new Regularised(this, 0, 0, value);
  }

  /**
   * The updates of all parameters by themselves.
   *
   * @param decayed how many parameters, from the first, weight decay applies to
   * @param all how many there are
   */
  default List<Update> updates(long decayed, long all) {
    return Updates.ofElements(this, 0, decayed, all);
  }
}
