package dev.trine.backend.op;

import static dev.trine.expression.Arithmetic.load;

import dev.trine.backend.Activation;
import dev.trine.expression.Expression;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What becomes of each result of a matrix product, once it is summed up, scaled and biased: one of
 * a closed set of expressions, since devices compile all of them into their products.
 */
public sealed interface Epilogue {
  /** Leaves results as they are. */
  Epilogue NONE = new Activated(Activation.IDENTITY);

  /** All but {@link #NONE}. */
  static List<Epilogue> all() {
    List<Activation> functions =
        Arrays.stream(Activation.values())
            .filter(a -> a.hasEpilogue() && a != Activation.IDENTITY)
            .toList();
    return Stream.<Epilogue>concat(
            functions.stream().map(Activated::new), functions.stream().map(TimesDerivative::new))
        .toList();
  }

  Activation activation();

  /** Whether there is an element of another tensor to each result. */
  boolean takesOther();

  /**
   * What it makes of the result, {@code load(0)}, and of the element of the other tensor, {@code
   * load(1)}.
   */
  Expression expression();

  private static void check(Activation activation) {
    if (!activation.hasEpilogue()) {
      throw new IllegalArgumentException(
          "Products have no epilogue %s: apply it to their results".formatted(activation));
    }
  }

  /**
   * f(x)
   *
   * @param activation one that {@linkplain Activation#hasEpilogue has an epilogue}
   */
  record Activated(Activation activation) implements Epilogue {
    public Activated {
      check(activation);
    }

    @Override
    public boolean takesOther() {
      return false;
    }

    @Override
    public Expression expression() {
      return activation == Activation.IDENTITY ? load(0) : activation.function().of(load(0));
    }

    @Override
    public String toString() {
      return nameOf(activation);
    }
  }

  /**
   * x·f′: the gradient with respect to an activation's argument, where x is that with respect to
   * its value. The other tensor is what the function {@linkplain
   * dev.trine.expression.Function#pullback writes} its derivative from: its value, of GELU and SiLU
   * its argument.
   *
   * @param activation one that {@linkplain Activation#hasEpilogue has an epilogue}, but not the
   *     identity
   */
  record TimesDerivative(Activation activation) implements Epilogue {
    public TimesDerivative {
      check(activation);
      if (activation == Activation.IDENTITY) {
        throw new IllegalArgumentException(
            "The derivative of the identity is 1: take Epilogue.NONE");
      }
    }

    @Override
    public boolean takesOther() {
      return true;
    }

    @Override
    public Expression expression() {
      return expression(load(0), load(1));
    }

    /** Of any gradient, and of the value or argument. */
    public Expression expression(Expression gradient, Expression other) {
      return activation.function().pullback(0, List.of(other), other, gradient);
    }

    @Override
    public String toString() {
      return nameOf(activation) + " gradient";
    }
  }

  private static String nameOf(Activation activation) {
    return activation.name().toLowerCase(Locale.ROOT);
  }
}
