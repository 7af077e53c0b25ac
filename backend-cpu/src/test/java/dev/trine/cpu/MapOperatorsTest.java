package dev.trine.cpu;

import static dev.trine.expression.Arithmetic.and;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.intLess;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.min;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.round;
import static dev.trine.expression.Arithmetic.shiftRight;
import static dev.trine.expression.Arithmetic.shiftRightUnsigned;
import static dev.trine.expression.Arithmetic.toFloat;
import static dev.trine.expression.Arithmetic.toInt;
import static dev.trine.expression.Arithmetic.whole;

import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.expression.Arithmetic;
import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Operation;
import dev.trine.expression.Function;
import dev.trine.expression.Operator;
import dev.trine.expression.Parts;
import dev.trine.expression.function.Cos;
import dev.trine.expression.function.Elu;
import dev.trine.expression.function.EluDerivative;
import dev.trine.expression.function.Erf;
import dev.trine.expression.function.Exp;
import dev.trine.expression.function.ExpMinusOne;
import dev.trine.expression.function.Gelu;
import dev.trine.expression.function.GeluDerivative;
import dev.trine.expression.function.LeakyRelu;
import dev.trine.expression.function.LeakyReluDerivative;
import dev.trine.expression.function.Log;
import dev.trine.expression.function.LogOnePlus;
import dev.trine.expression.function.Relu;
import dev.trine.expression.function.ReluGradient;
import dev.trine.expression.function.Sigmoid;
import dev.trine.expression.function.Silu;
import dev.trine.expression.function.SiluDerivative;
import dev.trine.expression.function.Sin;
import dev.trine.expression.function.Softplus;
import dev.trine.expression.function.Tanh;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The bits of every operation, alone and in formulas, over hard numbers and random ones. */
class MapOperatorsTest {
  private static final int ELEMENTS = 3_001;
  private static final int FEW = 301;
  private static final int FORMULAS = 300;

  private static final MapOracle ORACLE = new MapOracle(1);

  @AfterAll
  static void close() {
    ORACLE.close();
  }

  @ParameterizedTest
  @EnumSource
  void ofLoads(Operator operator) {
    checkCompiled(new Operation(operator, arguments(operator)));
  }

  @ParameterizedTest
  @EnumSource
  void ofConstants(Operator operator) {
    for (int place = 0; place < operator.arguments().size(); place++) {
      List<Expression> arguments = new ArrayList<>(arguments(operator));
      for (Expression constant : constants(operator, place)) {
        arguments.set(place, constant);
        ORACLE.check(mapping(new Operation(operator, arguments), FEW));
      }
    }
  }

  @Test
  void conversionsWithinNarrowRanges() {
    Expression narrow = min(max(load(0), constant(-0x1p21)), constant(0x1p21));
    checkCompiled(round(narrow));
    checkCompiled(toInt(round(narrow)));
    checkCompiled(toInt(narrow));
    checkCompiled(toInt(Arithmetic.floor(narrow)));
    checkCompiled(toFloat(toInt(round(narrow))));
    checkCompiled(round(multiply(min(max(load(0), constant(-104)), constant(89)), constant(1.44))));
    Expression bits = load(0, DType.I32);
    checkCompiled(toFloat(shiftRight(bits, 12)));
    checkCompiled(toFloat(shiftRightUnsigned(bits, 9)));
    checkCompiled(toFloat(shiftRight(bits, 8)));
    checkCompiled(toFloat(and(bits, whole(0x1fffff))));
    checkCompiled(toFloat(and(whole(0x1fffff), bits)));
  }

  @ParameterizedTest
  @MethodSource
  void functions(Function function) {
    Expression[] loads = {load(0), load(1)};
    checkCompiled(function.of(Arrays.copyOf(loads, function.arity())));
  }

  static Stream<Function> functions() {
    return Stream.of(
        new Cos(),
        new Elu(1),
        new EluDerivative(1),
        new Erf(),
        new Exp(),
        new ExpMinusOne(),
        new Gelu(),
        new GeluDerivative(),
        new LeakyRelu(0.01),
        new LeakyReluDerivative(0.01),
        new Log(),
        new LogOnePlus(),
        new Relu(),
        new ReluGradient(),
        new Sigmoid(),
        new Silu(),
        new SiluDerivative(),
        new Sin(),
        new Softplus(),
        new Tanh());
  }

  @Test
  void formulasAtRandom() {
    for (int seed = 0; seed < FORMULAS; seed++) {
      Random random = new Random(seed);
      List<Expression> values = RandomFormula.of(random);
      Shape extents = Shape.of(200 + random.nextInt(200));
      ORACLE.check(
          new Mapping(
              extents,
              RandomFormula.inputs(extents),
              values.stream()
                  .map(value -> new Result(value, Access.dense(value.type(), extents)))
                  .toList()));
    }
  }

  private static Mapping mapping(Expression value, int elements) {
    Shape extents = Shape.of(elements);
    List<DType> types = new ArrayList<>(List.of(DType.F32, DType.F32, DType.F32));
    for (Expression part : Parts.of(List.of(value))) {
      if (part instanceof Expression.Load load) {
        types.set(load.input(), load.stored());
      }
    }
    return new Mapping(
        extents,
        types.stream().map(type -> Access.dense(type, extents)).toList(),
        List.of(new Result(value, Access.dense(value.type(), extents))));
  }

  private static void checkCompiled(Expression value) {
    ORACLE.checkCompiled(mapping(value, ELEMENTS));
  }

  private static List<Expression> arguments(Operator operator) {
    List<Expression> arguments = new ArrayList<>();
    for (int i = 0; i < operator.arguments().size(); i++) {
      Expression load = load(i, operator.arguments().get(i));
      arguments.add(
          isCondition(operator, i)
              ? intLess(load, whole(0))
              : isDistance(operator, i) ? and(load, whole(31)) : load);
    }
    return arguments;
  }

  private static List<Expression> constants(Operator operator, int place) {
    List<Expression> constants = new ArrayList<>();
    if (operator.arguments().get(place) == DType.F32) {
      for (float value : Patterns.HARD_FLOATS) {
        constants.add(constant(value));
      }
      constants.add(parameter(-0.0));
      constants.add(parameter(0.7));
    } else if (isCondition(operator, place)) {
      constants.addAll(List.of(whole(0), whole(-1)));
    } else if (isDistance(operator, place)) {
      constants.addAll(List.of(whole(0), whole(5), whole(31)));
    } else {
      for (int value : Patterns.HARD_INTS) {
        constants.add(whole(value));
      }
    }
    return constants;
  }

  private static boolean isCondition(Operator operator, int place) {
    return place == 0 && (operator == Operator.SELECT || operator == Operator.INT_SELECT);
  }

  private static boolean isDistance(Operator operator, int place) {
    return place == 1 && operator.name().contains("SHIFT");
  }
}
