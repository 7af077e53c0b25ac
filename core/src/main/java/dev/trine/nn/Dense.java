package dev.trine.nn;

import static dev.trine.graph.ops.Elementwise.add;
import static dev.trine.graph.ops.MatrixProduct.matmul;

import dev.trine.backend.Activation;
import dev.trine.graph.Node;
import dev.trine.graph.ops.Elementwise;
import dev.trine.tensor.Shape;
import java.util.Objects;

/**
 * A fully connected layer, {@code activation(x·W + b)}: [batch, in] to [batch, units]. Its weight
 * is [in, units], its bias [units].
 */
public record Dense(int units, @Default("IDENTITY") Activation activation) implements UnaryLayer {
  public Dense {
    Objects.requireNonNull(activation, "activation");
    if (units < 1) {
      throw new IllegalArgumentException("units is %s, expected at least 1".formatted(units));
    }
  }

  @Override
  public Node apply(Scope scope, Node in) {
    if (in.shape().rank() != 2) {
      throw new IllegalArgumentException(
          "dense takes vectors, not examples of shape %s; put flatten() before it"
              .formatted(in.shape().example()));
    }
    long width = in.shape().dimension(1);
    Initialiser initialiser = Initialiser.suiting(activation, width, units);
    Node weight = scope.parameter("weight", Shape.of(width, units), initialiser, true);
    Node bias = scope.parameter("bias", Shape.of(units), Initialiser.zeros(), false);
    return Elementwise.activation(add(matmul(in, weight), bias), activation);
  }
}
