package dev.trine.conformance.bits;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.index;
import static dev.trine.expression.Arithmetic.intAdd;
import static dev.trine.expression.Arithmetic.intMultiply;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.subtract;
import static dev.trine.expression.Arithmetic.toFloat;
import static dev.trine.expression.Arithmetic.whole;

import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.expression.Expression;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Every way to walk tensors, with as few kinds of kernels as show it. */
final class WalkCases {
  private static final int[] LENGTHS = {
    0, 1, 3, 4, 5, 15, 16, 17, 4095, 4096, 4097, 8191, 8192, 8193, 100_003
  };

  private static final long[][] MATRICES = {
    {1, 1}, {7, 1}, {5, 3}, {3, 15}, {4, 16}, {3, 17}, {41, 13}, {2, 4098}, {700, 100}, {9, 1024}
  };

  private final List<BitCase> cases = new ArrayList<>();

  static List<BitCase> all() {
    WalkCases walks = new WalkCases();
    walks.lengths();
    walks.rowsAndColumns();
    walks.permutations();
    walks.parts();
    walks.results();
    walks.indices();
    return walks.cases;
  }

  private void lengths() {
    for (int length : LENGTHS) {
      Shape extents = Shape.of(length);
      put("sum of " + length, Mapping.dense(extents, 2, add(load(0), load(1))));
      Access single = new Access(DType.F32, 2, List.of(0L));
      map(
          "scaled by one element, " + length,
          extents,
          List.of(Access.dense(DType.F32, extents), single),
          multiply(multiply(load(0), load(1)), parameter(length / 7.0)));
    }
  }

  /** One kernel for all of them. */
  private void rowsAndColumns() {
    for (long[] dimensions : MATRICES) {
      Shape extents = Shape.of(dimensions);
      Access dense = Access.dense(DType.F32, extents);
      Shape row = Shape.of(dimensions[1]);
      Shape column = Shape.of(dimensions[0], 1);
      for (Shape spread : List.of(row, column)) {
        map(
            "%s and %s".formatted(extents, spread),
            extents,
            List.of(dense, Access.broadcast(DType.F32, spread, extents)),
            add(load(0), load(1)));
      }
      map(
          "outer sum of " + extents,
          extents,
          List.of(
              Access.broadcast(DType.F32, column, extents),
              Access.broadcast(DType.F32, row, extents)),
          add(load(0), load(1)));
    }
  }

  private void permutations() {
    permuted(List.of(1L, 41L), 41, 13);
    permuted(List.of(1L, 100L), 100, 300);
    permuted(List.of(1L, 5L, 35L), 5, 7, 6);
    permuted(List.of(66L, 1L, 11L), 5, 11, 6);
    permuted(List.of(1L, 40L, 20L, 5L), 5, 2, 2, 4);
    permuted(List.of(1L, 2L, 6L, 24L, 120L), 2, 3, 4, 5, 37);
  }

  private void permuted(List<Long> strides, long... dimensions) {
    Shape extents = Shape.of(dimensions);
    Access dense = Access.dense(DType.F32, extents);
    Access permuted = new Access(DType.F32, 0, strides);
    map("read %s by %s".formatted(extents, strides), extents, List.of(permuted), load(0));
    put(
        "written %s by %s".formatted(extents, strides),
        new Mapping(extents, List.of(dense), List.of(new Result(load(0), permuted))));
  }

  private void parts() {
    Shape extents = Shape.of(11, 21);
    map("part of a matrix", extents, List.of(new Access(DType.F32, 55, List.of(50L, 1L))), load(0));
    map("flipped", extents, List.of(new Access(DType.F32, 230, List.of(-21L, -1L))), load(0));
    map(
        "every third, backwards",
        extents,
        List.of(new Access(DType.F32, 10 * 63 + 2, List.of(-63L, 3L))),
        load(0));
    map("every second", Shape.of(9001), List.of(new Access(DType.F32, 1, List.of(2L))), load(0));
    put(
        "into a part of a matrix",
        new Mapping(
            extents,
            List.of(Access.dense(DType.F32, extents)),
            List.of(new Result(load(0), new Access(DType.F32, 7, List.of(31L, 1L))))));
    put(
        "one element into another",
        new Mapping(
            Shape.of(),
            List.of(new Access(DType.F32, 3, List.of())),
            List.of(new Result(load(0), new Access(DType.F32, 5, List.of())))));
  }

  private void results() {
    Shape extents = Shape.of(37, 100);
    Access dense = Access.dense(DType.F32, extents);
    Access transposed = new Access(DType.F32, 0, List.of(1L, 37L));
    Mapping three =
        new Mapping(
            extents,
            List.of(dense, dense),
            List.of(
                new Result(add(load(0), load(1)), dense),
                new Result(subtract(load(0), load(1)), transposed),
                new Result(multiply(load(0), load(1)), dense)));
    put("three results", three);
    cases.add(bits(three).inPlace("three results over both inputs", List.of(1, -1, 0)));
  }

  private void indices() {
    for (long[] dimensions : new long[][] {{5, 3}, {300, 70}, {2, 4099}}) {
      Shape extents = Shape.of(dimensions);
      Access ints = Access.dense(DType.I32, extents);
      Expression position = intAdd(intMultiply(index(0), whole(1000)), index(1));
      put(
          "indices of " + extents,
          new Mapping(
              extents,
              List.of(ints),
              List.of(
                  new Result(intAdd(load(0, DType.I32), position), ints),
                  new Result(toFloat(position), Access.dense(DType.F32, extents)))));
    }
  }

  private void map(String name, Shape extents, List<Access> inputs, Expression value) {
    Result result = new Result(value, Access.dense(value.type(), extents));
    put(name, new Mapping(extents, inputs, List.of(result)));
  }

  private void put(String name, Mapping mapping) {
    cases.add(bits(mapping).apart(name));
  }

  private static MapBits bits(Mapping mapping) {
    return new MapBits(mapping, Contents.drawn(mapping.inputs(), mapping.extents()));
  }
}
