package dev.trine.cuda;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.index;
import static dev.trine.expression.Arithmetic.intAdd;
import static dev.trine.expression.Arithmetic.intMultiply;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.subtract;
import static dev.trine.expression.Arithmetic.toFloat;
import static dev.trine.expression.Arithmetic.whole;

import dev.trine.backend.Activation;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Operation;
import dev.trine.expression.Function;
import dev.trine.expression.Operator;
import dev.trine.expression.function.Erf;
import dev.trine.expression.function.Exp;
import dev.trine.expression.function.ExpMinusOne;
import dev.trine.expression.function.Log;
import dev.trine.expression.function.LogOnePlus;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Mappings of every structure, and expressions of every operation and function. */
final class MapCases {
  private static final int RANDOM_ROWS = 200;

  private MapCases() {}

  /** All functions that a kernel may be asked for. */
  static List<Function> functions() {
    return Stream.concat(
            Stream.of(new Exp(), new ExpMinusOne(), new Log(), new LogOnePlus(), new Erf()),
            activations())
        .toList();
  }

  private static Stream<Function> activations() {
    return Stream.of(Activation.values())
        .filter(activation -> activation != Activation.IDENTITY)
        .map(Activation::function);
  }

  /** Each operation on special numbers in all pairs, and on others. */
  static Stream<MapCase> operations() {
    return Stream.of(Operator.values()).map(MapCases::operation);
  }

  static MapCase operation(Operator operator) {
    List<DType> types = operator.arguments();
    List<Expression> loads = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      loads.add(load(i, types.get(i)));
    }
    List<int[]> rows = rows(operator);
    return dense(
        operator.toString(), new Operation(operator, loads), types, columns(rows, types.size()));
  }

  private static List<int[]> rows(Operator operator) {
    Random random = new Random(operator.ordinal());
    List<DType> types = operator.arguments();
    int[] first = Bits.special(types.get(0));
    int[] second = types.size() > 1 ? Bits.special(types.get(1)) : new int[1];
    List<int[]> rows = new ArrayList<>();
    for (int a : first) {
      for (int b : second) {
        rows.add(new int[] {a, b, types.size() > 2 ? Bits.any(types.get(2), random) : 0});
      }
    }
    for (int i = 0; i < RANDOM_ROWS; i++) {
      int[] row = new int[3];
      for (int k = 0; k < types.size(); k++) {
        row[k] = Bits.any(types.get(k), random);
      }
      rows.add(row);
    }
    rows.forEach(row -> restrict(operator, row));
    return rows;
  }

  /** To what the operation is defined for. */
  private static void restrict(Operator operator, int[] row) {
    switch (operator) {
      case SELECT, INT_SELECT -> row[0] = -(row[0] & 1);
      case INT_SHIFT_LEFT, INT_SHIFT_RIGHT, INT_SHIFT_RIGHT_UNSIGNED -> row[1] &= 31;
      default -> {}
    }
  }

  private static List<int[]> columns(List<int[]> rows, int count) {
    return IntStream.range(0, count)
        .mapToObj(k -> rows.stream().mapToInt(row -> row[k]).toArray())
        .toList();
  }

  /** Each function on special numbers and others. */
  static Stream<MapCase> ofFunctions() {
    return functions().stream().map(MapCases::function);
  }

  private static MapCase function(Function function) {
    Random random = new Random(function.toString().hashCode());
    List<Expression> loads = new ArrayList<>();
    List<int[]> inputs = new ArrayList<>();
    int[] special = Bits.special(DType.F32);
    for (int i = 0; i < function.arity(); i++) {
      loads.add(load(i));
      inputs.add(
          IntStream.concat(
                  IntStream.of(special),
                  IntStream.range(0, RANDOM_ROWS).map(row -> Bits.any(DType.F32, random)))
              .toArray());
    }
    Expression applied = function.of(loads.toArray(Expression[]::new));
    return dense(
        function.toString(),
        applied,
        applied.arguments().stream().map(a -> DType.F32).toList(),
        inputs);
  }

  private static MapCase dense(
      String name, Expression value, List<DType> types, List<int[]> inputs) {
    Shape extents = Shape.of(inputs.get(0).length);
    return new MapCase(
        name,
        new Mapping(
            extents,
            types.stream().map(type -> Access.dense(type, extents)).toList(),
            List.of(new Result(value, Access.dense(value.type(), extents)))),
        inputs);
  }

  /** Each way to walk, and each number of elements that may be left over. */
  static Stream<MapCase> structures() {
    return Stream.of(lengths(), walks(), placements()).flatMap(cases -> cases);
  }

  /** Of one form, whatever its length and number. */
  static MapCase scaled(int n, double by) {
    return of("scaled", Mapping.dense(Shape.of(n), 1, multiply(load(0), parameter(by))));
  }

  private static Stream<MapCase> lengths() {
    return IntStream.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 63, 64, 65, 257, 1025)
        .boxed()
        .flatMap(
            n -> {
              MapCase even = ofLength(n);
              return Stream.of(even, even.at(1), even.at(4));
            });
  }

  private static MapCase ofLength(int n) {
    Shape extents = Shape.of(n);
    return of("sum of " + n, Mapping.dense(extents, 2, fma(load(0), parameter(0.3), load(1))));
  }

  private static Stream<MapCase> walks() {
    Expression sum = add(multiply(load(0), constant(2)), load(1));
    return Stream.of(
        of("single", walk(Shape.of(70), sum, strides(0, 1), strides(0, 0))),
        of("row", walk(Shape.of(5, 9), sum, strides(0, 9, 1), strides(0, 0, 1))),
        of("column", walk(Shape.of(9, 5), sum, strides(0, 5, 1), strides(0, 1, 0))),
        of("transposed", walk(Shape.of(13, 7), sum, strides(0, 1, 13), strides(0, 7, 1))),
        of("slice", walk(Shape.of(6, 11), sum, strides(17, 30, 2), strides(0, 11, 1))),
        of("flip", walk(Shape.of(37), sum, strides(36, -1), strides(0, 1))),
        of("flip of both", walk(Shape.of(5, 6), sum, strides(29, -6, -1), strides(5, 6, -1))),
        of(
            "five axes",
            walk(
                Shape.of(2, 3, 2, 3, 5),
                sum,
                strides(0, 90, 5, 15, 30, 1),
                strides(0, 0, 10, 0, 1, 3))),
        of("three inputs of which one is not read", unread()),
        of(
            "a number for all",
            new Mapping(Shape.of(11), List.of(), dense(Shape.of(11), constant(7)))),
        of("indices", indices(Shape.of(3, 5, 7))),
        of("index along one axis", indices(Shape.of(70))),
        of("strided output", output(Shape.of(7, 6), strides(2, 1, 9))),
        of("flipped output", output(Shape.of(30), strides(29, -1))),
        of("single output", output(Shape.of(1), strides(3, 0))),
        of("many inputs", manyInputs(Shape.of(21))),
        of("numbers alone in front of the loop", common(Shape.of(9))));
  }

  /** Dense and strided outputs in one pass, and outputs in place of inputs. */
  private static Stream<MapCase> placements() {
    Shape extents = Shape.of(7, 9);
    MapCase several = of("several outputs", several(extents));
    Expression sum = subtract(load(0), multiply(load(1), load(0)));
    Access flipped = strides(62, -9, -1);
    MapCase turned =
        of(
            "strided",
            new Mapping(
                extents,
                List.of(flipped, Access.dense(DType.F32, extents)),
                List.of(new Result(sum, flipped))));
    return Stream.of(
        several,
        several.at(3),
        several.inPlace(0),
        several.inPlace(0).at(2),
        turned.inPlace(0),
        of("sum", Mapping.dense(Shape.of(259), 2, sum)).inPlace(1),
        of("sum", Mapping.dense(Shape.of(259), 2, sum)).inPlace(0).at(1));
  }

  private static Mapping walk(Shape extents, Expression value, Access... inputs) {
    return new Mapping(extents, List.of(inputs), dense(extents, value));
  }

  private static Mapping unread() {
    Shape extents = Shape.of(10);
    return walk(extents, add(load(0), load(2)), strides(0, 1), strides(0, 3), strides(0, 1));
  }

  private static Mapping indices(Shape extents) {
    Expression number = whole(0);
    for (int axis = 0; axis < extents.rank(); axis++) {
      number = intAdd(intMultiply(number, whole(100)), index(axis));
    }
    return new Mapping(
        extents,
        List.of(),
        List.of(
            new Result(number, Access.dense(DType.I32, extents)),
            new Result(divide(constant(1), toFloat(number)), Access.dense(DType.F32, extents))));
  }

  private static Mapping output(Shape extents, Access to) {
    return new Mapping(
        extents,
        List.of(Access.dense(DType.F32, extents)),
        List.of(new Result(max(load(0), constant(4)), to)));
  }

  private static Mapping manyInputs(Shape extents) {
    Expression sum = load(0);
    for (int i = 1; i < Mapping.MOST_INPUTS; i++) {
      sum = add(multiply(sum, constant(0.5)), load(i));
    }
    return Mapping.dense(extents, Mapping.MOST_INPUTS, sum);
  }

  private static Mapping common(Shape extents) {
    Expression ratio = divide(parameter(2), add(parameter(3), load(1)));
    return walk(extents, multiply(ratio, load(0)), strides(0, 1), strides(2, 0));
  }

  private static Mapping several(Shape extents) {
    Access dense = Access.dense(DType.F32, extents);
    Expression product = multiply(load(0), load(1));
    return new Mapping(
        extents,
        List.of(
            dense,
            Access.broadcast(DType.F32, Shape.of(9), extents),
            Access.dense(DType.I32, extents)),
        List.of(
            new Result(add(product, load(0)), dense),
            new Result(product, strides(4, 1, 7)),
            new Result(intAdd(load(2, DType.I32), whole(5)), Access.dense(DType.I32, extents)),
            new Result(toFloat(load(2, DType.I32)), strides(62, -9, -1))));
  }

  private static Access strides(long start, long... strides) {
    return new Access(
        DType.F32, start, IntStream.range(0, strides.length).mapToObj(i -> strides[i]).toList());
  }

  private static List<Result> dense(Shape extents, Expression value) {
    return List.of(new Result(value, Access.dense(value.type(), extents)));
  }

  /** With ordinary numbers. */
  private static MapCase of(String name, Mapping spec) {
    List<int[]> inputs = new ArrayList<>();
    for (Access access : spec.inputs()) {
      inputs.add(Bits.ordinary(access.type(), (int) access.range(spec.extents())[1]));
    }
    return new MapCase(name, spec, inputs);
  }
}
