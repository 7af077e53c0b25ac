package dev.trine.graph;

import dev.trine.backend.Activation;
import dev.trine.graph.ops.AbsoluteError;
import dev.trine.graph.ops.BinaryCrossEntropy;
import dev.trine.graph.ops.ClassHinge;
import dev.trine.graph.ops.DistributionCrossEntropy;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.Hinge;
import dev.trine.graph.ops.Huber;
import dev.trine.graph.ops.LogCosh;
import dev.trine.graph.ops.LossFormula;
import dev.trine.graph.ops.PointwiseLoss;
import dev.trine.graph.ops.Softmax;
import dev.trine.graph.ops.SoftmaxCrossEntropy;
import dev.trine.graph.ops.SquaredError;
import dev.trine.graph.ops.TripletMargin;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The derivatives that losses save, and those of what they expand to, by central differences. */
class LossGradientTest {
  private final GraphGradientCheck check = new GraphGradientCheck();

  static Stream<LossFormula> ofDifferences() {
    return Stream.of(new SquaredError(), new AbsoluteError(), new Huber(0.7), new LogCosh());
  }

  @ParameterizedTest
  @MethodSource("ofDifferences")
  void byOutputAndTarget(LossFormula formula) {
    check.input(3, 2, 2).input(3, 2, 2).check(in -> measures(new PointwiseLoss(formula), in));
  }

  @ParameterizedTest
  @MethodSource("ofDifferences")
  void byOtherOps(LossFormula formula) {
    check.input(3, 2, 2).input(3, 2, 2).check(in -> new PointwiseLoss(formula).expand(in).get(0));
  }

  static Stream<Arguments> ofTargetsThatAreMade() {
    UnaryOperator<Node> probability = x -> Elementwise.activation(x, Activation.SIGMOID);
    UnaryOperator<Node> distribution = Softmax::softmax;
    return Stream.of(
        Arguments.of(new PointwiseLoss(new BinaryCrossEntropy(1)), probability),
        Arguments.of(new PointwiseLoss(new BinaryCrossEntropy(2.5)), probability),
        Arguments.of(new DistributionCrossEntropy(false), distribution),
        Arguments.of(new DistributionCrossEntropy(true), distribution));
  }

  @ParameterizedTest
  @MethodSource("ofTargetsThatAreMade")
  void throughTargets(Fused loss, UnaryOperator<Node> target) {
    check
        .input(3, 4)
        .input(3, 4)
        .check(in -> measures(loss, List.of(in.get(0), target.apply(in.get(1)))));
  }

  @ParameterizedTest
  @MethodSource("ofTargetsThatAreMade")
  void throughTargetsByOtherOps(Fused loss, UnaryOperator<Node> target) {
    check
        .input(3, 4)
        .input(3, 4)
        .check(in -> loss.expand(List.of(in.get(0), target.apply(in.get(1)))).get(0));
  }

  /** The weights of a row add up to another number than 1. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void againstWhatIsNoDistribution(boolean lessEntropy) {
    Fused loss = new DistributionCrossEntropy(lessEntropy);
    check.input(3, 4).positive(3, 4).check(in -> measures(loss, in));
  }

  @Test
  void againstSigns() {
    Node signs = signs(1, -1, -1, 1, 1, -1);
    Fused hinge = new PointwiseLoss(new Hinge());
    check.input(3, 2).check(in -> measures(hinge, List.of(in.get(0), signs)));
  }

  @Test
  void againstSignsByOtherOps() {
    Node signs = signs(1, -1, -1, 1, 1, -1);
    Fused hinge = new PointwiseLoss(new Hinge());
    check.input(3, 2).check(in -> hinge.expand(List.of(in.get(0), signs)).get(0));
  }

  private Node signs(int... signs) {
    Node numbers = Elementwise.cast(check.integers("signs", signs), DType.F32);
    return Reshape.reshape(numbers, Shape.of(3, 2));
  }

  static Stream<Fused> ofLabels() {
    return Stream.of(new SoftmaxCrossEntropy(), new SoftmaxCrossEntropy(0.2), new ClassHinge());
  }

  /** One of the rows does not count. */
  @ParameterizedTest
  @MethodSource("ofLabels")
  void againstLabels(Fused loss) {
    Node labels = check.integers("labels", 2, -1, 3, 0);
    check.input(4, 4).check(in -> measures(loss, List.of(in.get(0), labels)));
  }

  @ParameterizedTest
  @MethodSource("ofLabels")
  void againstLabelsByOtherOps(Fused loss) {
    Node labels = check.integers("labels", 2, -1, 3, 0);
    check.input(4, 4).check(in -> loss.expand(List.of(in.get(0), labels)).get(0));
  }

  @Test
  void ofTriplets() {
    check.input(5, 9).check(in -> TripletMargin.measures(in.get(0), 0.5));
  }

  private static Node measures(Fused loss, List<Node> in) {
    return in.get(0).graph().applyAll(loss, in.toArray(Node[]::new)).get(0);
  }
}
