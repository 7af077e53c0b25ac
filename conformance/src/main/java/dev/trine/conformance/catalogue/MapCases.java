package dev.trine.conformance.catalogue;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.equal;
import static dev.trine.expression.Arithmetic.index;
import static dev.trine.expression.Arithmetic.intAdd;
import static dev.trine.expression.Arithmetic.intMultiply;
import static dev.trine.expression.Arithmetic.less;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.min;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.toFloat;
import static dev.trine.expression.Arithmetic.whole;

import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.conformance.catalogue.PassTensors.Input;
import dev.trine.conformance.catalogue.PassTensors.Output;
import dev.trine.expression.Expression;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Mappings: the ways in which tensors are walked, each with an expression or two, since devices
 * compile a kernel for each pair.
 */
final class MapCases {
  private static final int[] LENGTHS = {0, 1, 6, 13, 207, 1022, 4098, 100_003};
  private static final long[][] MATRICES = {{6, 13}, {5, 130}, {41, 16}, {37, 1}, {517, 300}};

  private static final Tolerance ROUNDED_ONCE = Tolerance.within(Bound.relative(1));

  /** Two units in the last place, or a few operations. */
  private static final Tolerance ROUNDED_SOMETIMES = Tolerance.within(Bound.relative(4));

  private static final Values ANY = Values.magnitudes(-Float.MAX_VALUE, Float.MAX_VALUE);

  private final List<OpCase> cases = new ArrayList<>();

  private MapCases() {}

  static List<OpCase> all() {
    MapCases map = new MapCases();
    map.dense();
    map.wholeRange();
    map.broadcasts();
    map.permutations();
    map.parts();
    map.wholeNumbers();
    map.storage();
    map.severalResults();
    return map.cases;
  }

  private void dense() {
    for (int length : LENGTHS) {
      Mapping sum = Mapping.dense(Shape.of(length), 2, add(load(0), load(1)));
      cases.add(map("sum of " + length, sum, ANY, ROUNDED_ONCE));
    }
    for (int length : new int[] {6, 207}) {
      Shape extents = Shape.of(length);
      Mapping scaled =
          mapping(
              extents,
              multiply(multiply(load(0), load(1)), parameter(1.0 / length)),
              Access.dense(DType.F32, extents),
              new Access(DType.F32, 0, List.of(0L)));
      cases.add(
          map("scaled by one element and a parameter, " + length, scaled, ANY, ROUNDED_SOMETIMES));
    }
  }

  private void wholeRange() {
    Expression chosen =
        select(
            less(load(0), load(1)),
            min(max(load(0), constant(-1e30f)), load(1)),
            select(equal(load(0), load(1)), constant(-0.0), max(load(0), load(1))));
    List<double[]> pairs = new ArrayList<>();
    for (double a : FloatRange.withNegatives(Double.NaN, 0, -0.0, 1, 1e-40f, 3e38f, 1 / 0.0)) {
      for (double b : FloatRange.withNegatives(Double.NaN, 0, -0.0, 1, 1e-40f, 3e38f, 1 / 0.0)) {
        pairs.add(new double[] {a, b});
      }
    }
    cases.add(
        map(
            "choices over the whole range",
            Mapping.dense(Shape.of(pairs.size()), 2, chosen),
            List.of(
                Values.of(pairs.stream().mapToDouble(pair -> pair[0]).toArray()),
                Values.of(pairs.stream().mapToDouble(pair -> pair[1]).toArray())),
            Tolerance.exact(),
            -1));
  }

  private void broadcasts() {
    for (long[] dimensions : MATRICES) {
      Shape extents = Shape.of(dimensions);
      for (Shape spread : List.of(Shape.of(dimensions[1]), Shape.of(dimensions[0], 1))) {
        Mapping bias =
            mapping(
                extents,
                max(add(load(0), load(1)), constant(0)),
                Access.dense(DType.F32, extents),
                Access.broadcast(DType.F32, spread, extents));
        String name = "%s plus %s".formatted(extents, spread);
        cases.add(map(name, bias, Values.uniform(-1, 1), ROUNDED_ONCE));
        if (extents.elements() == 6 * 13) {
          cases.add(map(name + ", in place", bias, inputs(bias, ANY), ROUNDED_ONCE, 0));
        }
      }
    }
  }

  private void permutations() {
    copy("transposed", Shape.of(13, 41), 0, 1, 13);
    copy("transposed", Shape.of(300, 517), 0, 1, 300);
    copy("permuted", Shape.of(5, 7, 6), 0, 1, 30, 5);
    copy("permuted", Shape.of(33, 70, 65), 0, 65, 33 * 65, 1);
    copy("permuted", Shape.of(2, 3, 2, 5, 7), 0, 1, 70, 35, 7, 2);
  }

  private void parts() {
    copy("part", Shape.of(6, 21), 55, 50, 1);
    copy("flipped", Shape.of(6, 21), 125, -21, -1);
    copy("every third, backwards", Shape.of(6, 21), 5 * 63, -63, 3);
    Shape extents = Shape.of(6, 21);
    Mapping into =
        new Mapping(
            extents,
            List.of(Access.dense(DType.F32, extents)),
            List.of(new Result(load(0), new Access(DType.F32, 7, List.of(31L, 1L)))));
    cases.add(map("into a part", into, ANY, Tolerance.exact()));
  }

  private void copy(String name, Shape extents, long start, long... strides) {
    Access from = new Access(DType.F32, start, LongStream.of(strides).boxed().toList());
    cases.add(
        map(name + " copy of " + extents, mapping(extents, load(0), from), ANY, Tolerance.exact()));
  }

  private void wholeNumbers() {
    for (long[] dimensions : new long[][] {{5, 3}, {6, 70}}) {
      Shape extents = Shape.of(dimensions);
      Access from = Access.dense(DType.I32, extents);
      Access transposed = new Access(DType.I32, 0, List.of(1L, dimensions[0]));
      Expression position = intAdd(intMultiply(index(0), whole(1000)), index(1));
      Mapping numbered =
          new Mapping(
              extents,
              List.of(from),
              List.of(
                  new Result(intAdd(load(0, DType.I32), position), transposed),
                  new Result(toFloat(load(0, DType.I32)), Access.dense(DType.F32, extents))));
      cases.add(map("indices of " + extents, numbered, Values.anyInteger(), ROUNDED_ONCE));
    }
  }

  /** To and from the types that are narrower than what is computed with. */
  private void storage() {
    Shape extents = Shape.of(7, 39);
    Access turned = new Access(DType.U8, 0, List.of(1L, 7L));
    Mapping widened =
        new Mapping(
            extents,
            List.of(Access.dense(DType.BF16, extents), turned),
            List.of(
                new Result(load(0, DType.BF16), Access.dense(DType.F32, extents)),
                new Result(toFloat(load(1, DType.U8)), Access.dense(DType.F32, extents)),
                new Result(load(0, DType.BF16), new Access(DType.BF16, 272, List.of(-39L, -1L))),
                new Result(load(1, DType.U8), Access.dense(DType.U8, extents))));
    cases.add(
        map(
            "widened",
            widened,
            List.of(Values.anyBf16(), Values.integers(0, 256)),
            Tolerance.exact()));
    Mapping narrowed =
        new Mapping(
            extents,
            List.of(Access.dense(DType.F32, extents), Access.dense(DType.I32, extents)),
            List.of(
                new Result(load(0), Access.dense(DType.BF16, extents)),
                new Result(load(1, DType.I32), turned)));
    cases.add(map("narrowed", narrowed, List.of(ANY, Values.anyInteger()), Tolerance.exact()));
  }

  private void severalResults() {
    Shape extents = Shape.of(207);
    Access dense = Access.dense(DType.F32, extents);
    Mapping three =
        new Mapping(
            extents,
            List.of(dense, dense),
            List.of(
                new Result(multiply(load(0), load(1)), dense),
                new Result(add(load(0), load(1)), dense),
                new Result(max(load(0), load(1)), dense)));
    cases.add(map("three results", three, ANY, ROUNDED_ONCE));
    cases.add(
        map("three results, two in place", three, inputs(three, ANY), ROUNDED_ONCE, 1, 0, -1));
  }

  private static Mapping mapping(Shape extents, Expression value, Access... inputs) {
    Result result = new Result(value, Access.dense(DType.F32, extents));
    return new Mapping(extents, List.of(inputs), List.of(result));
  }

  private static OpCase map(String name, Mapping spec, Values values, Tolerance tolerance) {
    return map(name, spec, inputs(spec, values), tolerance);
  }

  /** A mapping whose results have places of their own. */
  static OpCase map(String name, Mapping spec, List<Values> inputs, Tolerance tolerance) {
    return map(name, spec, inputs, tolerance, PassTensors.apart(spec.results().size()));
  }

  private static List<Values> inputs(Mapping spec, Values values) {
    return spec.inputs().stream().map(input -> values).toList();
  }

  /**
   * @param places for each result the input that it overwrites, or −1
   */
  private static OpCase map(
      String name, Mapping spec, List<Values> inputs, Tolerance tolerance, int... places) {
    List<Input> read = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      read.add(new Input(spec.inputs().get(i), spec.extents(), inputs.get(i)));
    }
    List<Output> written =
        spec.results().stream()
            .map(result -> new Output(result.to(), spec.extents(), tolerance))
            .toList();
    PassTensors pass = new PassTensors(read, written, places);
    return new OpCase(
        "map",
        name,
        pass.arguments(),
        (backend, tensors) -> backend.map(spec, pass.inputs(tensors), pass.outputs(tensors)),
        (double) spec.extents().elements() * spec.results().size());
  }
}
