package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.equal;
import static dev.trine.expression.Arithmetic.folded;
import static dev.trine.expression.Arithmetic.index;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.toFloat;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Rows.Combine;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.expression.Expression;
import dev.trine.graph.Application;
import dev.trine.graph.Computation;
import dev.trine.graph.Cost;
import dev.trine.graph.Node;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.List;

/**
 * The largest or the smallest number along the last axis, [..., n] to [..., 1], which broadcasts;
 * NaN if there is one.
 */
public record Extreme(Combine combine) implements Computation {
  /** The largest along the last axis. */
  public static Node max(Node in) {
    return in.graph().apply(new Extreme(Combine.MAX), in);
  }

  /** The smallest along the last axis. */
  public static Node min(Node in) {
    return in.graph().apply(new Extreme(Combine.MIN), in);
  }

  /**
   * The index, as F32, of the first that is largest along the last axis, [..., n] to [..., 1]; 2³¹
   * if one is NaN. It has no gradient.
   */
  public static Node placeOfMax(Node in) {
    Expression here = toFloat(index(in.shape().rank() - 1));
    Expression place = select(equal(load(0), load(1)), here, constant(0x1p31));
    return min(Elementwise.of(place, in, max(in)));
  }

  public Extreme {
    if (combine == Combine.SUM) {
      throw new IllegalArgumentException("A sum is no extreme: it is Reduce");
    }
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    TensorType in = inputs.get(0);
    if (in.shape().rank() < 1 || in.type() != DType.F32) {
      throw new IllegalArgumentException("An extreme is taken of F32[..., n], not of " + in);
    }
    return List.of(new TensorType(DType.F32, Reduce.column(in.shape())));
  }

  /** Shared evenly among those that are equal. */
  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    Node in = application.input(0);
    Expression isExtreme = select(equal(load(0), load(1)), constant(1), constant(0));
    Node chosen = Elementwise.of(isExtreme, in, application.output(0));
    Node share = Elementwise.divide(outputGradients.get(0), Reduce.sumOfRows(chosen));
    return List.of(Elementwise.multiply(chosen, share));
  }

  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    return Cost.of(inputs.get(0).elements(), inputs, outputs);
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    Shape extents = inputs.get(0).shape();
    Shape rows = Shape.of(Arrays.copyOf(extents.dimensions(), extents.rank() - 1));
    Rows spec =
        new Rows(
            extents,
            List.of(Access.dense(DType.F32, extents)),
            List.of(new Fold(combine, load(0))),
            List.of(),
            List.of(new Result(folded(0), Access.dense(DType.F32, rows))));
    return backend.rows(spec, inputs, outputs);
  }
}
