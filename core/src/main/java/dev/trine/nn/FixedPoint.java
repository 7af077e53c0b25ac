package dev.trine.nn;

import dev.trine.graph.Constant;
import dev.trine.graph.Convergence;
import dev.trine.graph.Loop;
import dev.trine.graph.Node;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a layer settles to when it is fed with its own output, {@code z = body(z, x)}, from zeros:
 * recurrent backpropagation (Almeida 1987; Pineda 1987). Training takes the gradient of the fixed
 * point itself, by a second loop backwards, so that nothing of the turns is kept.
 *
 * <p>Where the body does not contract, it may not settle. Training goes on then, with the state
 * that it came to; metrics and a warning say so ({@link SettlingTotals}).
 *
 * @param units of the state, along its last axis; its other axes are those of x
 * @param body takes the state, and what this layer takes, and gives the next state
 * @param convergence of the loop forward, and of that backward
 */
public record FixedPoint(
    int units,
    Layer body,
    @Default("{\"tolerance\": 1e-4, \"iterations\": 200, \"damping\": 0, \"accelerated\": false}")
        Convergence convergence)
    implements Layer {
  public FixedPoint {
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(convergence, "convergence");
    if (units < 1) {
      throw new IllegalArgumentException("units is %s, expected at least 1".formatted(units));
    }
  }

  /** Settled when a turn moves the state by no more than this fraction of it. */
  public FixedPoint withTolerance(double value) {
    return new FixedPoint(units, body, convergence.withTolerance(value));
  }

  /** At most so many turns, each way. */
  public FixedPoint withIterations(int value) {
    return new FixedPoint(units, body, convergence.withIterations(value));
  }

  /** So much of the state stays at each turn, from 0 to below 1. */
  public FixedPoint withDamping(double value) {
    return new FixedPoint(units, body, convergence.withDamping(value));
  }

  /** By Anderson acceleration, for bodies that contract slowly, or not quite. */
  public FixedPoint withAcceleration() {
    return new FixedPoint(units, body, convergence.withAcceleration());
  }

  @Override
  public List<Node> apply(Scope scope, List<Node> inputs) {
    Node start = inputs.get(0).graph().apply(new Constant(0, stateFor(inputs.get(0).shape())));
    return List.of(Loop.settle(start, convergence, state -> turn(scope, state, inputs)));
  }

  private TensorType stateFor(Shape in) {
    if (in.rank() < 2) {
      throw new IllegalArgumentException(
          "it takes examples with an axis at least, not %s; put flatten() before it".formatted(in));
    }
    long[] extents = in.dimensions();
    extents[extents.length - 1] = units;
    return TensorType.f32(Shape.of(extents));
  }

  private Node turn(Scope scope, Node state, List<Node> inputs) {
    List<Node> all = new ArrayList<>(List.of(state));
    all.addAll(inputs);
    List<Node> next = scope.part("body", body, all);
    if (next.size() != 1 || !next.get(0).tensorType().equals(state.tensorType())) {
      throw new IllegalArgumentException(
          "its body makes %s of the state %s, expected the same type and shape"
              .formatted(next.stream().map(Node::tensorType).toList(), state.tensorType()));
    }
    return next.get(0);
  }
}
