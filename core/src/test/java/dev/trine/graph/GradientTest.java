package dev.trine.graph;

import static dev.trine.graph.Reshape.reshape;
import static dev.trine.graph.ops.Elementwise.activation;
import static dev.trine.graph.ops.Elementwise.add;
import static dev.trine.graph.ops.Elementwise.divide;
import static dev.trine.graph.ops.Elementwise.exp;
import static dev.trine.graph.ops.Elementwise.log;
import static dev.trine.graph.ops.Elementwise.multiply;
import static dev.trine.graph.ops.Elementwise.multiplyRows;
import static dev.trine.graph.ops.Elementwise.power;
import static dev.trine.graph.ops.Elementwise.sqrt;
import static dev.trine.graph.ops.Elementwise.square;
import static dev.trine.graph.ops.Elementwise.subtract;
import static dev.trine.graph.ops.Gather.gather;
import static dev.trine.graph.ops.MatrixProduct.matmul;
import static dev.trine.graph.ops.ScatterAdd.scatterAdd;

import dev.trine.backend.Activation;
import dev.trine.backend.op.Dropout;
import dev.trine.graph.ops.Drop;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.Extreme;
import dev.trine.graph.ops.Gather;
import dev.trine.graph.ops.PointwiseLoss;
import dev.trine.graph.ops.Reduce;
import dev.trine.graph.ops.Softmax;
import dev.trine.graph.ops.SoftmaxCrossEntropy;
import dev.trine.graph.ops.SquaredError;
import dev.trine.tensor.Shape;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every gradient rule against central differences. */
class GradientTest {
  private final GraphGradientCheck check = new GraphGradientCheck();

  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void ofAMatrixProduct(boolean transposeA, boolean transposeB) {
    check.input(transposeA ? new long[] {4, 3} : new long[] {3, 4});
    check.input(transposeB ? new long[] {2, 4} : new long[] {4, 2});
    check.check(in -> matmul(in.get(0), in.get(1), transposeA, transposeB));
  }

  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void ofStackedMatrixProducts(boolean transposeA, boolean transposeB) {
    check.input(transposeA ? new long[] {2, 4, 3} : new long[] {2, 3, 4});
    check.input(transposeB ? new long[] {2, 2, 4} : new long[] {2, 4, 2});
    check.check(in -> matmul(in.get(0), in.get(1), transposeA, transposeB));
  }

  @Test
  void ofAMatrixTimesItsOwnTranspose() {
    check.input(3, 4).check(in -> matmul(in.get(0), in.get(0), false, true));
  }

  static Stream<Arguments> binaryOps() {
    return Stream.of(
        Arguments.of("add", (BinaryOperator<Node>) Elementwise::add),
        Arguments.of("subtract", (BinaryOperator<Node>) Elementwise::subtract),
        Arguments.of("multiply", (BinaryOperator<Node>) Elementwise::multiply),
        Arguments.of("divide", (BinaryOperator<Node>) Elementwise::divide));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("binaryOps")
  void ofElementwiseOpsOfEqualShapes(String name, BinaryOperator<Node> op) {
    check.input(3, 4).positive(3, 4).check(in -> op.apply(in.get(0), in.get(1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("binaryOps")
  void ofElementwiseOpsWithARow(String name, BinaryOperator<Node> op) {
    check.input(3, 4).positive(4).check(in -> op.apply(in.get(0), in.get(1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("binaryOps")
  void ofElementwiseOpsWithARowOfABatchOfOne(String name, BinaryOperator<Node> op) {
    check.input(1, 4).positive(4).check(in -> op.apply(in.get(0), in.get(1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("binaryOps")
  void ofElementwiseOpsWithAMatrixOfAStack(String name, BinaryOperator<Node> op) {
    check.input(2, 3, 4).positive(3, 4).check(in -> op.apply(in.get(0), in.get(1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("binaryOps")
  void ofElementwiseOpsWithAScalar(String name, BinaryOperator<Node> op) {
    check.input(2, 3).positive().check(in -> op.apply(in.get(0), in.get(1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("binaryOps")
  void ofElementwiseOpsOfAValueWithItself(String name, BinaryOperator<Node> op) {
    check.positive(2, 3).check(in -> op.apply(in.get(0), in.get(0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("binaryOps")
  void ofElementwiseOpsBroadcastBothWays(String name, BinaryOperator<Node> op) {
    check.input(2, 1, 4).positive(3, 1).check(in -> op.apply(in.get(0), in.get(1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("binaryOps")
  void ofElementwiseOpsWithTheLargerSecond(String name, BinaryOperator<Node> op) {
    check.input(4).positive(3, 4).check(in -> op.apply(in.get(0), in.get(1)));
  }

  @Test
  void ofARowThatIsUsedWholeAndSpreadOverABatchOfOne() {
    check
        .input(1, 4)
        .input(4)
        .check(
            in -> {
              Node row = in.get(1);
              return add(add(in.get(0), row), square(row));
            });
  }

  @Test
  void ofARowThatIsUsedSpreadAndThenWhole() {
    check
        .input(1, 4)
        .input(4)
        .check(
            in -> {
              Node row = in.get(1);
              Node whole = square(row);
              return multiply(add(in.get(0), row), whole);
            });
  }

  @Test
  void ofRowsTimesTheirOwnFactors() {
    check.input(3, 4).input(3).check(in -> multiplyRows(in.get(0), in.get(1)));
  }

  @Test
  void ofRowsOfMatricesTimesTheirOwnFactors() {
    check.input(3, 2, 2).input(3).check(in -> multiplyRows(in.get(0), in.get(1)));
  }

  @Test
  void ofOneRowTimesItsFactor() {
    check.input(1, 4).input(1).check(in -> multiplyRows(in.get(0), in.get(1)));
  }

  @Test
  void ofAProductWithANumber() {
    check.input(3, 4).check(in -> multiply(in.get(0), -2.5));
  }

  @Test
  void ofPowersAndRoots() {
    check.positive(3, 4).check(in -> add(square(in.get(0)), sqrt(in.get(0))));
  }

  @Test
  void ofExponentialAndLogarithm() {
    check.positive(3, 4).check(in -> multiply(exp(in.get(0)), log(in.get(0))));
  }

  @Test
  void ofPowersOfValues() {
    check.positive(3, 4).input(4).check(in -> power(in.get(0), in.get(1)));
  }

  @ParameterizedTest
  @EnumSource
  void ofActivations(Activation activation) {
    check.input(4, 5).check(in -> activation(in.get(0), activation));
  }

  @ParameterizedTest
  @EnumSource
  void ofDenseLayers(Activation activation) {
    check
        .input(5, 3)
        .input(3, 4)
        .input(4)
        .check(in -> activation(add(matmul(in.get(0), in.get(1)), in.get(2)), activation));
  }

  /** The first layer's gradient is in the product that leads back through the second. */
  @ParameterizedTest
  @EnumSource
  void ofDenseLayersBeforeAnother(Activation activation) {
    check
        .input(5, 3)
        .input(3, 4)
        .input(4)
        .input(4, 2)
        .check(
            in -> {
              Node dense = add(matmul(in.get(0), in.get(1)), in.get(2));
              return matmul(activation(dense, activation), in.get(3));
            });
  }

  @Test
  void ofSums() {
    check.input(3, 4).check(in -> Reduce.sum(in.get(0), 0.3));
  }

  @Test
  void ofSumsOfSquares() {
    check.input(3, 4).check(in -> Reduce.sumOfSquares(in.get(0), 0.3));
  }

  @Test
  void ofSumsOfColumns() {
    check.input(3, 4).check(in -> square(Reduce.sum(in.get(0), 1, 3, 4, Shape.of(4))));
  }

  @Test
  void ofSumsOfRows() {
    check.input(3, 4).check(in -> square(Reduce.sum(in.get(0), 3, 4, 1, Shape.of(3))));
  }

  @Test
  void ofAMeanUsedFurther() {
    check.input(3, 4).check(in -> exp(Reduce.sum(square(in.get(0)), 1 / 12.0)));
  }

  @Test
  void ofSumsOfSquaresUsedFurther() {
    check.input(3, 4).check(in -> sqrt(Reduce.sumOfSquares(in.get(0), 1)));
  }

  @Test
  void ofReshapes() {
    check
        .input(3, 4)
        .input(6, 2)
        .check(
            in -> multiply(reshape(in.get(0), Shape.of(2, 6)), reshape(in.get(1), Shape.of(2, 6))));
  }

  @Test
  void ofDropout() {
    Node step = check.integers("step", 5, 1, 0, 0, 0);
    check.input(6, 7).check(in -> square(Drop.dropout(new Dropout(0.4, 9, 2), in.get(0), step)));
  }

  @Test
  void ofRowsOfATable() {
    Node indices = check.integers("indices", 2, 0, 2, 4, 2);
    check.input(5, 3).check(in -> square(gather(in.get(0), indices)));
  }

  @Test
  void ofBeginningsOfRows() {
    Node numbers = check.integers("indices", 2, 0, 2, 1);
    check.input(3, 6).check(in -> square(Gather.beginnings(in.get(0), numbers, 4)));
  }

  @Test
  void ofElementsOfAVector() {
    Node indices = check.integers("indices", 1, 1, 0, 3);
    check.input(4).check(in -> square(gather(in.get(0), indices)));
  }

  @Test
  void ofMatricesByIndicesOfTwoAxes() {
    Node indices = reshape(check.integers("indices", 1, 0, 1, 1, 2, 1), Shape.of(2, 3));
    check.input(3, 2, 2).check(in -> square(gather(in.get(0), indices)));
  }

  @Test
  void ofUpdatesAddedToRows() {
    Node indices = check.integers("indices", 3, 0, 3, 1);
    check.input(4, 2).check(in -> square(scatterAdd(indices, in.get(0), 5)));
  }

  @Test
  void ofElementsAddedByIndicesOfTwoAxes() {
    Node indices = reshape(check.integers("indices", 1, 0, 1, 1, 2, 1), Shape.of(2, 3));
    check.input(2, 3).check(in -> square(scatterAdd(indices, in.get(0), 3)));
  }

  @Test
  void ofTheLargestOfRows() {
    check.input(3, 4).check(in -> Extreme.max(in.get(0)));
  }

  @Test
  void ofTheSmallestOfRows() {
    check.input(3, 4).check(in -> Extreme.min(in.get(0)));
  }

  @Test
  void ofPartsOfATensor() {
    check
        .input(5, 2)
        .check(
            in -> {
              List<Node> parts = Split.split(in.get(0), 1, 3, 1);
              return Elementwise.multiply(square(parts.get(0)), parts.get(1));
            });
  }

  @Test
  void ofTensorsPutTogether() {
    check
        .input(2, 3)
        .input(2, 3)
        .check(in -> square(Stack.stack(List.of(in.get(0), in.get(1), in.get(0)))));
  }

  @Test
  void ofTensorsOfDifferentLengthsPutTogether() {
    check
        .input(2, 3)
        .input(4, 3)
        .check(in -> square(Stack.concatenate(List.of(in.get(1), in.get(0)))));
  }

  @Test
  void ofTheSoftmaxByOtherOps() {
    check.input(3, 4).check(in -> new Softmax().expand(in).get(0));
  }

  @Test
  void ofTheSoftmaxCrossEntropyByOtherOps() {
    Node labels = check.integers("labels", 2, 0, 3);
    check
        .input(3, 4)
        .check(in -> new SoftmaxCrossEntropy().expand(List.of(in.get(0), labels)).get(0));
  }

  @Test
  void ofTheSquaredErrorByOtherOps() {
    check
        .input(3, 2, 2)
        .input(3, 2, 2)
        .check(in -> new PointwiseLoss(new SquaredError()).expand(in).get(0));
  }

  @Test
  void ofTheSoftmax() {
    check.input(3, 4).check(in -> Softmax.softmax(in.get(0)));
  }

  @Test
  void ofTheSoftmaxCrossEntropy() {
    Node labels = check.integers("labels", 2, 0, 3);
    check.input(3, 4).check(in -> SoftmaxCrossEntropy.measures(in.get(0), labels));
  }

  @Test
  void ofSoftmaxCrossEntropyByRow() {
    Node labels = check.integers("labels", 2, 0, 3);
    check
        .input(3, 4)
        .check(
            in -> in.get(0).graph().applyAll(new SoftmaxCrossEntropy(), in.get(0), labels).get(0));
  }

  @Test
  void ofTheMeanSquaredError() {
    check
        .input(3, 2, 2)
        .input(3, 2, 2)
        .check(in -> PointwiseLoss.measures(new SquaredError(), in.get(0), in.get(1)));
  }

  @Test
  void ofTheSquaredErrorByRow() {
    check
        .input(3, 4)
        .input(3, 4)
        .check(
            in ->
                in.get(0)
                    .graph()
                    .applyAll(new PointwiseLoss(new SquaredError()), in.get(0), in.get(1))
                    .get(0));
  }

  @Test
  void ofAValueThatIsUsedManyTimes() {
    check
        .input(3, 3)
        .check(
            in -> {
              Node x = in.get(0);
              Node shared = activation(x, Activation.TANH);
              Node left = multiply(shared, x);
              Node right = divide(shared, exp(shared));
              return add(matmul(left, shared), subtract(right, shared));
            });
  }

  @Test
  void ofAPerceptronForClasses() {
    Node labels = check.integers("labels", 1, 2, 0, 1);
    check
        .input(4, 5)
        .input(5, 6)
        .input(6)
        .input(6, 3)
        .input(3)
        .check(
            in -> {
              Node hidden =
                  activation(add(matmul(in.get(0), in.get(1)), in.get(2)), Activation.ELU);
              Node scores = add(matmul(hidden, in.get(3)), in.get(4));
              return SoftmaxCrossEntropy.measures(scores, labels);
            });
  }

  @Test
  void ofADeepPerceptronWithSharedWeightsAndDropout() {
    Node step = check.integers("step", 3, 1, 0, 0, 0);
    check
        .input(4, 3)
        .input(3, 3)
        .input(3)
        .check(
            in -> {
              Node out = in.get(0);
              for (Activation activation :
                  new Activation[] {Activation.GELU, Activation.SIGMOID, Activation.SILU}) {
                Node dense = add(matmul(out, in.get(1)), in.get(2));
                Dropout dropout = new Dropout(0.3, 1, activation.ordinal());
                out = Drop.dropout(dropout, activation(dense, activation), step);
              }
              return out;
            });
  }

  /** By the map's parameters and its input; the start has none. */
  @ParameterizedTest
  @CsvSource({"0, false", "0.3, false", "0, true", "0.3, true"})
  void ofAFixedPoint(double damping, boolean accelerated) {
    Convergence exact = new Convergence(1e-15, 300, damping, accelerated);
    check
        .input(3, 4)
        .input(4, 4)
        .input(4)
        .check(
            in -> {
              Node weight = multiply(in.get(1), 0.1);
              UnaryOperator<Node> map =
                  z ->
                      activation(
                          add(add(matmul(z, weight), in.get(0)), in.get(2)), Activation.TANH);
              return Loop.settle(Constant.like(in.get(0), 0), exact, map);
            });
  }
}
