package dev.trine.graph.ops;

import static dev.trine.graph.Reshape.reshape;
import static dev.trine.graph.ops.Elementwise.divide;
import static dev.trine.graph.ops.Elementwise.multiply;

import dev.trine.backend.Activation;
import dev.trine.backend.op.Stage;
import dev.trine.graph.Application;
import dev.trine.graph.Node;
import dev.trine.tensor.Shape;
import java.util.List;

/** The gradient of one elementwise stage: of its accumulator and of its operand. */
final class StageGradient {
  private final Stage stage;
  private final Node a;
  private final Node b;
  private final Node y;
  private final Node dy;

  StageGradient(Stage stage, Application application, Node dy) {
    this.stage = stage;
    this.a = application.input(0);
    this.b = stage.takesTensor() ? application.input(1) : null;
    this.y = application.output(0);
    this.dy = dy;
  }

  List<Node> inputs() {
    return b == null ? List.of(ofAccumulator()) : List.of(ofAccumulator(), ofOperand());
  }

  private Node ofAccumulator() {
    return switch (stage.op()) {
      case ADD, SUBTRACT -> dy;
      case MULTIPLY, DIVIDE -> sameStage(dy);
      case SQUARE -> multiply(multiply(dy, a), 2);
      case SQRT -> multiply(divide(dy, y), 0.5);
      case EXP -> multiply(dy, y);
      case LOG -> divide(dy, a);
      default -> ofActivation();
    };
  }

  /** Each operand element's gradient is the sum over all output elements that it went into. */
  private Node ofOperand() {
    return switch (stage.op()) {
      case ADD -> collected(dy);
      case SUBTRACT -> multiply(collected(dy), -1);
      case MULTIPLY -> collected(multiply(dy, a));
      case DIVIDE -> multiply(collected(multiply(sameStage(dy), y)), -1);
      default -> throw new UnsupportedOperationException(stage.op() + " has no second gradient");
    };
  }

  private Node ofActivation() {
    Activation activation =
        Activation.of(stage.op())
            .orElseThrow(
                () -> new UnsupportedOperationException(stage.op() + " has no second gradient"));
    Node from = activation.gradientFrom() == Activation.GradientFrom.OUTPUT ? y : a;
    Stage gradient = Stage.of(activation.gradient(), 1, Math.max(1, y.shape().elements()));
    return dy.graph().apply(new Elementwise(List.of(gradient)), dy, from);
  }

  /** This very stage, with the same operand, applied to another accumulator. */
  private Node sameStage(Node accumulator) {
    Elementwise op = new Elementwise(List.of(stage));
    return b == null
        ? accumulator.graph().apply(op, accumulator)
        : accumulator.graph().apply(op, accumulator, b);
  }

  /** Sums over what the operand was spread over. */
  private Node collected(Node full) {
    Stage.Tensor spread = (Stage.Tensor) stage.operand();
    long block = spread.repeat() * spread.period();
    long cycles = full.shape().elements() / block;
    Node sum = full;
    if (cycles != 1) {
      sum = Reduce.sum(sum, 1, cycles, block, spread.repeat() == 1 ? b.shape() : Shape.of(block));
    }
    if (spread.repeat() != 1) {
      sum = Reduce.sum(sum, spread.period(), spread.repeat(), 1, b.shape());
    }
    return reshape(sum, b.shape()); // with nothing to sum, the outer dimensions are left
  }
}
