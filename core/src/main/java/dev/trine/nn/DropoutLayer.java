package dev.trine.nn;

import dev.trine.backend.op.Dropout;
import dev.trine.graph.Node;
import dev.trine.graph.ops.Drop;

/** Dropout while training, nothing otherwise. */
public record DropoutLayer(double rate) implements UnaryLayer, Stepwise {
  public DropoutLayer {
    new Dropout(rate, 0, 0); // checks the rate
  }

  @Override
  public Node apply(Scope scope, Node in) {
    int stream = scope.newRandomStream();
    if (!scope.training() || rate == 0) {
      return in;
    }
    return Drop.dropout(new Dropout(rate, scope.seed(), stream), in, scope.stepState());
  }
}
