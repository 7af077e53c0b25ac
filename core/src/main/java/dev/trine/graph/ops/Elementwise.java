package dev.trine.graph.ops;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Stage;
import dev.trine.backend.op.StageOp;
import dev.trine.graph.Application;
import dev.trine.graph.Constant;
import dev.trine.graph.Node;
import dev.trine.graph.Op;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A chain of elementwise stages over input 0; the other inputs are the operands of its stages, in
 * order. Graphs are built with one stage at a time; fusion makes the longer chains.
 */
public record Elementwise(List<Stage> stages) implements Op {
  public Elementwise {
    stages = List.copyOf(stages);
  }

  /** {@code a + b}; b may lack outer dimensions of a, as a bias does. */
  public static Node add(Node a, Node b) {
    return binary(StageOp.ADD, a, b);
  }

  /** {@code a − b}; b may lack outer dimensions of a. */
  public static Node subtract(Node a, Node b) {
    return binary(StageOp.SUBTRACT, a, b);
  }

  /** {@code a · b}, element by element; b may lack outer dimensions of a. */
  public static Node multiply(Node a, Node b) {
    OptionalDouble constant = Constant.valueOf(a);
    if (constant.isPresent() && a.shape().equals(b.shape())) {
      return multiply(b, constant.getAsDouble());
    }
    return binary(StageOp.MULTIPLY, a, b);
  }

  /** {@code a · factor}. */
  public static Node multiply(Node a, double factor) {
    return factor == 1 ? a : one(a, Stage.of(StageOp.MULTIPLY, factor));
  }

  /** {@code a / b}, element by element; b may lack outer dimensions of a. */
  public static Node divide(Node a, Node b) {
    return binary(StageOp.DIVIDE, a, b);
  }

  /** {@code a²} */
  public static Node square(Node a) {
    return one(a, Stage.of(StageOp.SQUARE));
  }

  /** {@code √a} */
  public static Node sqrt(Node a) {
    return one(a, Stage.of(StageOp.SQRT));
  }

  /** {@code e^a} */
  public static Node exp(Node a) {
    return one(a, Stage.of(StageOp.EXP));
  }

  /** {@code ln a} */
  public static Node log(Node a) {
    return one(a, Stage.of(StageOp.LOG));
  }

  /** An activation function. */
  public static Node activation(Node a, Activation activation) {
    return activation == Activation.IDENTITY ? a : one(a, Stage.of(activation.forward()));
  }

  /** {@code a · b} where each row of a takes its own element of b: [rows, …] and [rows]. */
  public static Node multiplyRows(Node a, Node b) {
    if (a.shape().rank() == 0 || !b.shape().equals(Shape.of(a.shape().dimension(0)))) {
      throw new IllegalArgumentException(
          "Cannot multiply the rows of %s by %s: expected one element a row".formatted(a, b));
    }
    long rows = b.shape().elements();
    Stage stage = Stage.of(StageOp.MULTIPLY, a.shape().elements() / Math.max(1, rows), rows);
    return a.graph().apply(new Elementwise(List.of(stage)), a, b);
  }

  /** {@code in}, [outer, inner], repeated along a middle axis and seen as {@code shape}. */
  static Node spread(Node in, Shape shape, long outer, long length, long inner) {
    if (outer != 1 && inner != 1) {
      throw new IllegalArgumentException(
          "Cannot spread [%s, %s] over a middle axis of %s: one of the two must be 1"
              .formatted(outer, inner, length));
    }
    Node zeros = in.graph().apply(new Constant(0, TensorType.f32(shape)));
    Stage stage = Stage.of(StageOp.ADD, inner == 1 ? length : 1, outer * inner);
    return in.graph().apply(new Elementwise(List.of(stage)), zeros, in);
  }

  private static Node one(Node a, Stage stage) {
    return a.graph().apply(new Elementwise(List.of(stage)), a);
  }

  private static Node binary(StageOp op, Node a, Node b) {
    long[] outer = a.shape().dimensions();
    long[] inner = b.shape().dimensions();
    boolean fits =
        inner.length <= outer.length
            && Arrays.equals(
                Arrays.copyOfRange(outer, outer.length - inner.length, outer.length), inner);
    if (!fits) {
      throw new IllegalArgumentException(
          "Cannot %s %s and %s: the second shape must equal the last dimensions of the first"
              .formatted(op.name().toLowerCase(Locale.ROOT), a, b));
    }
    Stage stage = Stage.of(op, 1, Math.max(1, b.shape().elements()));
    return a.graph().apply(new Elementwise(List.of(stage)), a, b);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    long operands = stages.stream().filter(Stage::takesTensor).count();
    if (inputs.size() != 1 + operands) {
      throw new IllegalArgumentException(
          "%s takes %s inputs, not %s".formatted(this, 1 + operands, inputs.size()));
    }
    return List.of(inputs.get(0));
  }

  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    if (stages.size() != 1) {
      throw new IllegalStateException("Differentiate before fusion: " + this);
    }
    return new StageGradient(stages.get(0), application, outputGradients.get(0)).inputs();
  }

  @Override
  public boolean allowsInPlace() {
    return true;
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    List<View> operands = new ArrayList<>(inputs.subList(1, inputs.size()));
    return backend.chain(stages, inputs.get(0), operands, outputs.get(0));
  }
}
