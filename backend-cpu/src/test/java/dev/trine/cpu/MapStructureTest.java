package dev.trine.cpu;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.index;
import static dev.trine.expression.Arithmetic.intAdd;
import static dev.trine.expression.Arithmetic.intMultiply;
import static dev.trine.expression.Arithmetic.less;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.whole;
import static dev.trine.tensor.DType.F32;
import static dev.trine.tensor.DType.I32;

import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.expression.Expression;
import dev.trine.expression.function.Exp;
import dev.trine.tensor.Shape;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in which tensors are walked, on several numbers of threads. */
class MapStructureTest {
  private static final long[] LENGTHS = {0, 1, 7, 1023, 1024, 1025, 4095, 4097, 100_003};

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void denseVectors(int threads) {
    try (MapOracle oracle = new MapOracle(threads)) {
      for (long length : LENGTHS) {
        Shape extents = Shape.of(length);
        oracle.check(Mapping.dense(extents, 2, add(load(0), load(1))));
        oracle.check(Mapping.dense(extents, 1, new Exp().of(load(0))));
        oracle.checkInPlace(
            Mapping.dense(extents, 2, select(less(load(1), load(0)), load(0), constant(0))));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void rowsAndColumns(int threads) {
    try (MapOracle oracle = new MapOracle(threads)) {
      Expression sum = max(add(load(0), load(1)), load(2));
      for (Shape extents :
          List.of(
              Shape.of(1, 7),
              Shape.of(7, 1),
              Shape.of(300, 7),
              Shape.of(1, 2),
              Shape.of(2000, 10),
              Shape.of(50, 1000),
              Shape.of(31, 1025),
              Shape.of(3, 30_001))) {
        long rows = extents.dimension(0);
        long columns = extents.dimension(1);
        Access row = Access.broadcast(F32, Shape.of(columns), extents);
        Access column = Access.broadcast(F32, Shape.of(rows, 1), extents);
        Access dense = Access.dense(F32, extents);
        oracle.check(
            new Mapping(extents, List.of(dense, row, column), List.of(new Result(sum, dense))));
        oracle.check(
            new Mapping(extents, List.of(row, column, row), List.of(new Result(sum, dense))));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void permutedSlicedAndFlipped(int threads) {
    try (MapOracle oracle = new MapOracle(threads)) {
      Expression value = fma(load(0), load(1), parameter(2));
      Shape small = Shape.of(5, 37, 11);
      oracle.check(strided(value, small, 0, List.of(1L, 5L, 5L * 37), 0, List.of(407L, 11L, 1L)));
      oracle.check(
          strided(value, small, 4000, List.of(-407L, -11L, -1L), 5, List.of(500L, 13L, 1L)));
      oracle.check(strided(value, small, 3, List.of(900L, 22L, 2L), 20, List.of(1L, 5L, 185L)));
      oracle.check(
          strided(value, small, 10, List.of(11L, 0L, -1L), 1000, List.of(1000L, 20L, -1L)));
      oracle.check(strided(value, small, 10, List.of(0L, 7L, 0L), 0, List.of(407L, 11L, 1L)));
      Shape matrix = Shape.of(301, 203);
      oracle.check(strided(value, matrix, 0, List.of(1L, 301L), 0, List.of(203L, 1L)));
      oracle.check(strided(value, matrix, 0, List.of(203L, 1L), 0, List.of(1L, 301L)));
      Shape five = Shape.of(3, 4, 5, 6, 7);
      oracle.check(
          strided(
              value,
              five,
              0,
              List.of(4L, 1L, 12L, 420L, 60L),
              0,
              List.of(840L, 210L, 42L, 7L, 1L)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void oneForAllFromEitherType(int threads) {
    try (MapOracle oracle = new MapOracle(threads)) {
      Shape extents = Shape.of(3, 20_001);
      Access dense = Access.dense(F32, extents);
      oracle.check(
          new Mapping(
              extents,
              List.of(
                  new Access(F32, 2, List.of(0L, 0L)),
                  new Access(I32, 1, List.of(0L, 0L)),
                  dense,
                  Access.dense(I32, extents)),
              List.of(
                  new Result(add(load(0), load(2)), dense),
                  new Result(intAdd(load(1, I32), load(3, I32)), Access.dense(I32, extents)),
                  new Result(load(0), dense),
                  new Result(load(1, I32), Access.dense(I32, extents)))));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void indicesNumbersAndCopies(int threads) {
    try (MapOracle oracle = new MapOracle(threads)) {
      for (Shape extents :
          List.of(
              Shape.of(1, 1), Shape.of(70, 3, 1, 21), Shape.of(9, 4_001), Shape.of(40_000, 2))) {
        Expression position = index(extents.rank() - 1);
        for (int axis = 0; axis < extents.rank(); axis++) {
          position = intAdd(intMultiply(position, whole(1000)), index(axis));
        }
        Access ints = Access.dense(I32, extents);
        Access floats = Access.dense(F32, extents);
        oracle.check(
            new Mapping(
                extents,
                List.of(floats),
                List.of(
                    new Result(position, ints),
                    new Result(index(0), ints),
                    new Result(constant(-0.0), floats),
                    new Result(parameter(3), floats))));
        oracle.check(
            new Mapping(
                extents,
                List.of(floats),
                List.of(
                    new Result(load(0), floats),
                    new Result(load(0), floats),
                    new Result(whole(7), ints))));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void inPlaceWhileOthersAreWritten(int threads) {
    try (MapOracle oracle = new MapOracle(threads)) {
      Shape extents = Shape.of(101, 333);
      Access dense = Access.dense(F32, extents);
      Access turned = new Access(F32, 101 * 333 - 1, List.of(-333L, -1L));
      List<Result> results =
          List.of(
              new Result(add(load(0), constant(1)), turned),
              new Result(new Exp().of(load(0)), dense));
      oracle.checkInPlace(new Mapping(extents, List.of(turned), results));
      Access transposed = new Access(F32, 0, List.of(1L, 101L));
      oracle.checkInPlace(
          new Mapping(
              extents,
              List.of(transposed, dense),
              List.of(new Result(add(load(0), load(1)), transposed))));
    }
  }

  private static Mapping strided(
      Expression value, Shape extents, long from, List<Long> in, long to, List<Long> out) {
    return new Mapping(
        extents,
        List.of(new Access(F32, from, in), Access.dense(F32, extents)),
        List.of(new Result(value, new Access(F32, to, out))));
  }
}
