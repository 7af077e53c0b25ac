package dev.trine.conformance.bits;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.and;
import static dev.trine.expression.Arithmetic.intLess;
import static dev.trine.expression.Arithmetic.less;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.min;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.subtract;
import static dev.trine.expression.Arithmetic.whole;

import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.expression.Arithmetic;
import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Operation;
import dev.trine.expression.Operator;
import dev.trine.expression.function.Exp;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every operator, and functions made of them, on numbers of all kinds. */
final class OperatorCases {
  private static final int ARGUMENTS = 3;

  private OperatorCases() {}

  /** Some operators a case, since a kernel takes long to compile. */
  static List<BitCase> all() {
    List<BitCase> cases = new ArrayList<>();
    Operator[] operators = Operator.values();
    for (int from = 0; from < operators.length; from += Mapping.MOST_RESULTS) {
      int to = Math.min(operators.length, from + Mapping.MOST_RESULTS);
      List<Operator> some = Arrays.asList(operators).subList(from, to);
      cases.add(of(some.toString(), some.stream().map(OperatorCases::operation).toList()));
    }
    Expression product = multiply(load(0), load(1));
    cases.add(
        of(
            "sums of products, not contracted",
            List.of(
                add(product, load(2)), subtract(product, load(2)), subtract(load(2), product))));
    cases.add(of("numbers within limits", limited(1.5, -1.5, 0)));
    cases.add(of("exp", List.of(new Exp().of(load(0)))));
    return cases;
  }

  /** By limits known beforehand, for which backends may have shorter ways. */
  private static List<Expression> limited(double... limits) {
    return Arrays.stream(limits)
        .mapToObj(Arithmetic::constant)
        .flatMap(limit -> Stream.of(min(load(0), limit), max(load(0), limit)))
        .toList();
  }

  private static BitCase of(String name, List<Expression> values) {
    Shape extents = Shape.of(Patterns.count());
    List<Access> inputs = new ArrayList<>();
    List<int[]> contents = new ArrayList<>();
    for (DType type : List.of(DType.F32, DType.I32)) {
      for (int list = 0; list < ARGUMENTS; list++) {
        inputs.add(Access.dense(type, extents));
        contents.add(Patterns.of(list));
      }
    }
    List<Result> results =
        values.stream()
            .map(value -> new Result(value, Access.dense(value.type(), extents)))
            .toList();
    return new MapBits(new Mapping(extents, inputs, results), contents).apart(name);
  }

  private static Expression operation(Operator operator) {
    return new Operation(
        operator,
        IntStream.range(0, operator.arguments().size())
            .mapToObj(i -> argument(operator, i))
            .toList());
  }

  private static Expression argument(Operator operator, int number) {
    Expression any =
        operator.arguments().get(number) == DType.F32
            ? load(number)
            : load(ARGUMENTS + number, DType.I32);
    return switch (operator) {
      case SELECT -> number == 0 ? less(load(1), load(2)) : any;
      case INT_SELECT ->
          number == 0
              ? intLess(load(ARGUMENTS + 1, DType.I32), load(ARGUMENTS + 2, DType.I32))
              : any;
      case INT_SHIFT_LEFT, INT_SHIFT_RIGHT, INT_SHIFT_RIGHT_UNSIGNED ->
          number == 1 ? and(any, whole(Integer.SIZE - 1)) : any;
      default -> any;
    };
  }
}
