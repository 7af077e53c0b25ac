package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.toFloat;
import static dev.trine.expression.Arithmetic.toInt;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.expression.Arithmetic;
import dev.trine.expression.DoublePrecision;
import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Expression.Whole;
import dev.trine.expression.Function;
import dev.trine.expression.Listing;
import dev.trine.expression.Parts;
import dev.trine.expression.Pullback;
import dev.trine.expression.Substitution;
import dev.trine.expression.function.Exp;
import dev.trine.expression.function.Functions;
import dev.trine.expression.function.Log;
import dev.trine.graph.Application;
import dev.trine.graph.Computation;
import dev.trine.graph.Constant;
import dev.trine.graph.Cost;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Op;
import dev.trine.graph.Reshape;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One expression for each element: its loads are the op's inputs, each broadcast to the output's
 * shape by the rule that extents, from the last, are equal or 1 (NumPy's).
 *
 * @param value what is computed
 * @param stored the element type of the output
 * @param shape of the output
 */
public record Elementwise(Expression value, DType stored, Shape shape) implements Computation {
  private static final double[] NONE = {};

  /** {@code a + b} */
  public static Node add(Node a, Node b) {
    return of(Arithmetic.add(first(a), second(b)), a, b);
  }

  /** {@code a − b} */
  public static Node subtract(Node a, Node b) {
    return of(Arithmetic.subtract(first(a), second(b)), a, b);
  }

  /** {@code a · b}, element by element */
  public static Node multiply(Node a, Node b) {
    return of(Arithmetic.multiply(first(a), second(b)), a, b);
  }

  /** {@code a · factor} */
  public static Node multiply(Node a, double factor) {
    return factor == 1 ? a : of(Arithmetic.multiply(first(a), parameter(factor)), a);
  }

  /** {@code a · factor + shift}, F32, of elements of any type */
  public static Node scale(Node a, double factor, double shift) {
    Expression number = first(a);
    number = number.type() == DType.F32 ? number : toFloat(number);
    Expression scaled = Arithmetic.multiply(number, parameter(factor));
    return of(Arithmetic.add(scaled, parameter(shift)), a);
  }

  /** {@code a / b}, element by element */
  public static Node divide(Node a, Node b) {
    return of(Arithmetic.divide(first(a), second(b)), a, b);
  }

  /** 1 where a = b, else 0; without a gradient */
  public static Node equal(Node a, Node b) {
    Expression isEqual = Arithmetic.equal(first(a), second(b));
    return of(Arithmetic.select(isEqual, constant(1), constant(0)), a, b);
  }

  /** {@code a²} */
  public static Node square(Node a) {
    return of(Arithmetic.multiply(first(a), first(a)), a);
  }

  /** {@code √a} */
  public static Node sqrt(Node a) {
    return of(Arithmetic.sqrt(first(a)), a);
  }

  /** {@code e^a} */
  public static Node exp(Node a) {
    return function(a, new Exp());
  }

  /** {@code ln a} */
  public static Node log(Node a) {
    return function(a, new Log());
  }

  /** {@code a^b}, element by element */
  public static Node power(Node a, Node b) {
    return of(Functions.power(first(a), second(b)), a, b);
  }

  /** An activation function. */
  public static Node activation(Node a, Activation activation) {
    return activation == Activation.IDENTITY ? a : function(a, activation.function());
  }

  /** a for a > 0, else {@code slope·a}; at 0 the gradient is that of below. */
  public static Node leakyRelu(Node a, Node slope) {
    Expression below = Arithmetic.multiply(second(slope), Arithmetic.min(first(a), constant(0)));
    // Of equal numbers the first has the gradient.
    return of(Arithmetic.add(Arithmetic.max(constant(0), first(a)), below), a, slope);
  }

  /** A function of one argument. */
  public static Node function(Node a, Function function) {
    return of(function.of(first(a)), a);
  }

  /**
   * The same numbers as elements of another type, each the nearest that F32 or BF16 has. A number
   * that is to be whole is taken towards 0, to the nearest that I32 has, and to U8 by its lowest
   * eight bits. The gradient passes between F32 and BF16, itself always F32; through a type of
   * whole numbers none does.
   */
  public static Node cast(Node a, DType type) {
    Expression value = first(a);
    if (value.type() != type.computedAs()) {
      value = type.computedAs() == DType.F32 ? toFloat(value) : toInt(value);
    }
    return of(value, type, a.shape(), a);
  }

  /** {@code a · b} where each row of a takes its own element of b: [rows, …] and [rows]. */
  public static Node multiplyRows(Node a, Node b) {
    if (a.shape().rank() == 0 || !b.shape().equals(Shape.of(a.shape().dimension(0)))) {
      throw new IllegalArgumentException(
          "Cannot multiply the rows of %s by %s: expected one element a row".formatted(a, b));
    }
    long[] perRow = new long[a.shape().rank()];
    Arrays.fill(perRow, 1);
    perRow[0] = a.shape().dimension(0);
    return multiply(a, Reshape.reshape(b, Shape.of(perRow)));
  }

  /**
   * An expression of nodes.
   *
   * @param value load k is the element of input k
   * @throws IllegalArgumentException if the shapes do not go together
   */
  public static Node of(Expression value, Node... inputs) {
    return of(value, broadcast(value, inputs), inputs);
  }

  /** An expression of nodes, broadcast to a shape that may be larger than all of theirs. */
  public static Node of(Expression value, Shape shape, Node... inputs) {
    return of(value, value.type(), shape, inputs);
  }

  private static Node of(Expression value, DType stored, Shape shape, Node... inputs) {
    Graph graph = inputs[0].graph();
    List<Node> used = new ArrayList<>();
    Expression folded = Substitution.ofLoads(value, load -> fold(load, inputs[load.input()], used));
    TensorType type = new TensorType(stored, shape);
    if (folded instanceof Load load && used.get(load.input()).tensorType().equals(type)) {
      return used.get(load.input());
    }
    Op op =
        used.isEmpty()
            ? new Constant(held(DoublePrecision.of(folded, NONE), stored), type)
            : new Elementwise(folded, stored, shape);
    return graph.apply(op, used.toArray(Node[]::new));
  }

  /** What a type makes of a number when it is stored; F32 keeps it for the reference. */
  private static double held(double value, DType stored) {
    return switch (stored) {
      case F32, I32 -> value;
      case BF16 -> stored.decode(stored.encode(value));
      case U8 -> stored.decode((int) value);
    };
  }

  /** A constant becomes a number of the expression; of the others each is an input once. */
  static Expression fold(Load load, Node input, List<Node> used) {
    OptionalDouble constant = Constant.valueOf(input);
    if (constant.isPresent()) {
      return load.type() == DType.I32
          ? new Whole((int) constant.getAsDouble())
          : parameter(constant.getAsDouble());
    }
    if (!used.contains(input)) {
      used.add(input);
    }
    return load(used.indexOf(input), load.stored());
  }

  private static Expression first(Node node) {
    return load(0, node.type());
  }

  private static Expression second(Node node) {
    return load(1, node.type());
  }

  private static Shape broadcast(Expression value, Node... inputs) {
    int rank = Arrays.stream(inputs).mapToInt(input -> input.shape().rank()).max().orElse(0);
    long[] extents = new long[rank];
    Arrays.fill(extents, 1);
    for (Node input : inputs) {
      int missing = rank - input.shape().rank();
      for (int axis = missing; axis < rank; axis++) {
        long extent = input.shape().dimension(axis - missing);
        if (extent != 1 && extents[axis] != 1 && extents[axis] != extent) {
          throw new IllegalArgumentException(
              "Cannot compute %s of %s: each extent, from the last, must be equal or 1"
                  .formatted(value, Arrays.toString(inputs)));
        }
        extents[axis] = extent == 1 ? extents[axis] : extent;
      }
    }
    return Shape.of(extents);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    for (Expression part : Parts.of(List.of(value))) {
      if (part instanceof Load load
          && (load.input() >= inputs.size() || inputs.get(load.input()).type() != load.stored())) {
        throw new IllegalArgumentException(
            "%s takes input %s as %s, but its inputs are %s"
                .formatted(value, load.input(), load.stored(), inputs));
      }
    }
    inputs.forEach(input -> Access.broadcast(input.type(), input.shape(), shape));
    return List.of(new TensorType(stored, shape));
  }

  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    return gradient(value, application.inputs(), application.output(0), outputGradients.get(0));
  }

  /**
   * The gradient with respect to each input of an expression, null where none flows. It loads the
   * output where that makes it simpler, so that inputs can be let go.
   */
  static List<Node> gradient(
      Expression value, List<Node> inputs, Node output, Node outputGradient) {
    List<Node> nodes = new ArrayList<>(inputs);
    nodes.add(output);
    nodes.add(outputGradient);
    Map<Load, Expression> gradients =
        Pullback.of(
            value,
            load(inputs.size(), output.type()),
            load(inputs.size() + 1, outputGradient.type()));
    List<Node> ofInputs = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Node input = inputs.get(i);
      Expression gradient = gradients.get(new Load(i, input.type()));
      ofInputs.add(
          gradient == null
              ? null
              : Reduce.sumTo(
                  of(gradient, output.shape(), nodes.toArray(Node[]::new)), input.shape()));
    }
    return ofInputs;
  }

  /** Every element is read before it is written. */
  @Override
  public boolean allowsInPlace(TensorType input) {
    return input.type() == stored && input.shape().equals(shape);
  }

  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    long operations = Listing.of(List.of(value)).operations();
    return Cost.of(operations * outputs.get(0).elements(), inputs, outputs);
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    Mapping spec =
        new Mapping(
            shape,
            inputs.stream()
                .map(view -> Access.broadcast(view.type(), view.shape(), shape))
                .toList(),
            List.of(new Mapping.Result(value, Access.dense(stored, shape))));
    return backend.map(spec, inputs, outputs);
  }
}
