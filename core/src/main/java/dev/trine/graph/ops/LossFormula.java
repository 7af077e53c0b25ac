package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.negate;

import dev.trine.expression.Expression;
import java.io.Serializable;
import java.util.Optional;

/**
 * What one number that a network gives costs against the number that it should give; a {@link
 * PointwiseLoss} takes its mean over each example. All expressions are F32.
 */
public interface LossFormula extends Serializable {
  /** What people call it: {@code squared error}. */
  String name();

  /** The loss. */
  Expression value(Expression output, Expression target);

  /** Its derivative by the output. */
  Expression derivative(Expression output, Expression target);

  /** Its derivative by the target; what depends on the difference alone has the same, negated. */
  default Expression targetDerivative(Expression output, Expression target) {
    return negate(derivative(output, target));
  }

  /** 1 if the output is right and 0 if not, where it can be either. */
  default Optional<Expression> correct(Expression output, Expression target) {
    return Optional.empty();
  }
}
