package dev.trine.expression;

import dev.trine.tensor.DType;
import java.util.List;

/**
 * A number computed from the elements at one index. Its type is {@link DType#F32} or {@link
 * DType#I32}; nothing converts by itself. Immutable, and equal to what is built alike.
 */
public sealed interface Expression {
  /** F32 or I32. */
  DType type();

  /** What it is computed from, in order. */
  default List<Expression> arguments() {
    return List.of();
  }

  /**
   * A number that belongs to the formula. Rounded to single precision where that computes; refused
   * if that makes it infinite.
   */
  record Constant(double value) implements Expression {
    public Constant {
      Text.checkRange("Constant", value);
    }

    @Override
    public DType type() {
      return DType.F32;
    }

    /** Apart where the bits are: −0 is not 0. */
    @Override
    public String toString() {
      return Double.toString(value);
    }
  }

  /** A whole number that belongs to the formula. */
  record Whole(int value) implements Expression {
    @Override
    public DType type() {
      return DType.I32;
    }

    @Override
    public String toString() {
      return Integer.toString(value);
    }
  }

  /**
   * A number that is an argument of the kernel, so that formulas that differ in it alone share one:
   * a learning rate, one over the size of a batch. Its range is that of {@link Constant}.
   */
  record Parameter(double value) implements Expression {
    public Parameter {
      Text.checkRange("Parameter", value);
    }

    @Override
    public DType type() {
      return DType.F32;
    }

    @Override
    public String toString() {
      return "{" + value + "}";
    }
  }

  /**
   * The element of an input.
   *
   * @param input which of the inputs, from 0
   * @param stored how it is stored: F32 and BF16 are computed with as F32, I32 and U8 as I32
   */
  record Load(int input, DType stored) implements Expression {
    public Load {
      if (input < 0) {
        throw new IllegalArgumentException("Load of input %s, expected 0 or more".formatted(input));
      }
    }

    @Override
    public DType type() {
      return stored.computedAs();
    }

    @Override
    public String toString() {
      return "$" + input;
    }
  }

  /** The index along an axis, from 0. */
  record Index(int axis) implements Expression {
    public Index {
      if (axis < 0) {
        throw new IllegalArgumentException("Index of axis %s, expected 0 or more".formatted(axis));
      }
    }

    @Override
    public DType type() {
      return DType.I32;
    }

    @Override
    public String toString() {
      return "index(" + axis + ")";
    }
  }

  /**
   * What a row was folded to: see {@code Rows}.
   *
   * @param fold which of the folds, from 0
   */
  record Folded(int fold, DType type) implements Expression {
    @Override
    public String toString() {
      return "fold(" + fold + ")";
    }
  }

  /** An operation on other expressions. */
  record Operation(Operator operator, List<Expression> arguments) implements Expression {
    public Operation {
      arguments = List.copyOf(arguments);
      operator.check(arguments);
    }

    @Override
    public DType type() {
      return operator.result();
    }

    @Override
    public String toString() {
      return operator + Text.inBrackets(arguments);
    }
  }

  /** A function of other expressions, all F32. */
  record Application(Function function, List<Expression> arguments) implements Expression {
    public Application {
      arguments = List.copyOf(arguments);
      Text.checkArity(function.toString(), function.arity(), arguments.size());
      for (Expression argument : arguments) {
        if (argument.type() != DType.F32) {
          throw new IllegalArgumentException(
              "%s takes F32, not %s, which is %s; convert it with toFloat"
                  .formatted(function, argument, argument.type()));
        }
      }
    }

    @Override
    public DType type() {
      return DType.F32;
    }

    @Override
    public String toString() {
      return function + Text.inBrackets(arguments);
    }
  }
}
