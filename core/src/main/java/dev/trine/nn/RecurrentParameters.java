package dev.trine.nn;

import static dev.trine.graph.Reshape.reshape;
import static dev.trine.graph.ops.Elementwise.add;
import static dev.trine.graph.ops.MatrixProduct.matmul;
import static dev.trine.graph.ops.Permute.permute;

import dev.trine.graph.Node;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.Objects;

/**
 * What a {@link RecurrentLayer} asks its scope for, and what comes from the input by it, which is
 * one product for all steps together.
 *
 * @param inputWeight [features, gates·units]
 * @param recurrentWeight [units, gates·units]
 * @param inputBias [gates·units]
 * @param recurrentBias [gates·units]
 */
record RecurrentParameters(
    Node inputWeight, Node recurrentWeight, Node inputBias, Node recurrentBias) {

  /**
   * Those of a layer.
   *
   * @param in what it takes
   * @param initialBias what the input bias begins with
   */
  static RecurrentParameters of(
      Scope scope, Node in, int units, int gates, Initialiser initialBias) {
    long features = in.shape().dimension(2);
    long width = (long) gates * units;
    return new RecurrentParameters(
        scope.parameter(
            "input-weight", Shape.of(features, width), Initialiser.glorot(features, units), true),
        scope.parameter(
            "recurrent-weight", Shape.of(units, width), Initialiser.orthogonal(units, gates), true),
        scope.parameter("input-bias", Shape.of(width), initialBias, false),
        scope.parameter("recurrent-bias", Shape.of(width), Initialiser.zeros(), false));
  }

  /** The sum of both biases, where the recurrent one is no more than an addend. */
  Node bias() {
    return add(inputBias, recurrentBias);
  }

  /** {@code x·W + bias} for each step, with each step by itself: [time, batch, width]. */
  Node project(Node in, Node bias) {
    long batch = in.shape().dimension(0);
    long time = in.shape().dimension(1);
    long features = in.shape().dimension(2);
    Node rows = reshape(permute(in, 1, 0, 2), Shape.of(time * batch, features));
    Node projected = add(matmul(rows, inputWeight), bias);
    long width = inputWeight.shape().dimension(1);
    return reshape(projected, Shape.of(time, batch, width));
  }

  /** Checks the settings that all layers have. */
  static void checkSettings(int units, Returns returns, boolean carriesBackwards) {
    Objects.requireNonNull(returns, "returns");
    if (units < 1) {
      throw new IllegalArgumentException("units is %s, expected at least 1".formatted(units));
    }
    if (carriesBackwards) {
      throw new IllegalArgumentException(
          "it walks backwards, so that it cannot go on with the state of the batch before; leave out one of backwards and carries");
    }
  }

  /** Checks that a layer is given sequences. */
  static void checkInput(Node in) {
    if (in.shape().rank() != 3) {
      throw new IllegalArgumentException(
          "it takes sequences [time, features], not examples of shape %s; give the data two axes, or let the recurrent layer before it give all steps, by Returns.ALL"
              .formatted(in.shape().example()));
    }
    if (in.type() != DType.F32) {
      throw new IllegalArgumentException(
          "it takes sequences of F32, not of %s; put scale(1, 0) before it".formatted(in.type()));
    }
    if (in.shape().dimension(1) == 0) {
      throw new IllegalArgumentException("it takes sequences of one step or more, not of none");
    }
  }
}
