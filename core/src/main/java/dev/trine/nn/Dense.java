package dev.trine.nn;

import static dev.trine.graph.Reshape.reshape;
import static dev.trine.graph.ops.Elementwise.add;
import static dev.trine.graph.ops.MatrixProduct.matmul;

import dev.trine.backend.Activation;
import dev.trine.graph.Node;
import dev.trine.graph.ops.Elementwise;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.Objects;

/**
 * A fully connected layer, {@code activation(x·W + b)}, along the last axis: [batch, …, in] to
 * [batch, …, units], so that each step of a sequence goes by itself. Its weight is [in, units], its
 * bias [units].
 */
public record Dense(int units, @Default("IDENTITY") Activation activation)
    implements UnaryLayer, Stepwise {
  public Dense {
    Objects.requireNonNull(activation, "activation");
    if (units < 1) {
      throw new IllegalArgumentException("units is %s, expected at least 1".formatted(units));
    }
  }

  @Override
  public Node apply(Scope scope, Node in) {
    if (in.shape().rank() < 2 || in.type() != DType.F32) {
      throw new IllegalArgumentException(
          "dense takes F32[…, features], not examples of %s%s; put flatten(), or scale(1, 0) for whole numbers, before it"
              .formatted(in.type(), in.shape().example()));
    }
    long width = in.shape().dimension(-1);
    Initialiser initialiser = Initialiser.suiting(activation, width, units);
    Node weight = scope.parameter("weight", Shape.of(width, units), initialiser, true);
    Node bias = scope.parameter("bias", Shape.of(units), Initialiser.zeros(), false);
    long[] results = in.shape().dimensions();
    results[results.length - 1] = units;
    Shape rows = Shape.of(in.shape().elements() / Math.max(1, width), width);
    Node sums = add(matmul(reshape(in, rows), weight), bias);
    return reshape(Elementwise.activation(sums, activation), Shape.of(results));
  }
}
