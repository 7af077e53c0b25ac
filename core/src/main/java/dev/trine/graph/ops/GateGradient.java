package dev.trine.graph.ops;

import dev.trine.expression.Expression;
import dev.trine.expression.function.Sigmoid;
import dev.trine.expression.function.Tanh;
import java.util.List;

/** The gradient of what a gate was made of, by the gate's value: the argument need not be kept. */
final class GateGradient {
  private GateGradient() {}

  /** Of a gate that is a sigmoid. */
  static Expression ofSigmoid(Expression gate, Expression gradient) {
    return new Sigmoid().pullback(0, List.of(), gate, gradient);
  }

  /** Of a gate that is a hyperbolic tangent. */
  static Expression ofTanh(Expression gate, Expression gradient) {
    return new Tanh().pullback(0, List.of(), gate, gradient);
  }
}
