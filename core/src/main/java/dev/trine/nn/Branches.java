package dev.trine.nn;

import dev.trine.backend.Activation;
import dev.trine.graph.Node;
import dev.trine.graph.ops.Elementwise;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a transformer's block adds to what goes through it, one after the other, each normalised and
 * with dropout.
 *
 * @param scope of the block
 */
record Branches(Scope scope, NormPlace norm, double dropout) {
  /**
   * Adds what a function makes of a value.
   *
   * @param name of the function; its norm is called {@code name-norm}
   */
  Node add(String name, Node in, UnaryOperator<Node> function) {
    return switch (norm) {
      case BEFORE -> Elementwise.add(in, dropped(function.apply(normalised(name, in))));
      case AFTER -> normalised(name, Elementwise.add(in, dropped(function.apply(in))));
    };
  }

  /** Adds what two dense layers, {@code hidden} and {@code dense}, make of each step by itself. */
  Node addDense(Node in, int hidden, Activation activation) {
    int width = (int) in.shape().dimension(-1);
    return add(
        "dense",
        in,
        x -> {
          Node inner = dropped(scope.part("hidden", new Dense(hidden, activation), x));
          return scope.part("dense", new Dense(width, Activation.IDENTITY), inner);
        });
  }

  private Node normalised(String name, Node in) {
    return scope.part(name + "-norm", new LayerNorm(Norms.EPSILON), in);
  }

  private Node dropped(Node in) {
    return dropout == 0 ? in : scope.part(new DropoutLayer(dropout), List.of(in)).get(0);
  }

  /** Checks the settings of a block. */
  static void check(int hidden, double dropout) {
    if (hidden < 1) {
      throw new IllegalArgumentException("hidden is %s, expected at least 1".formatted(hidden));
    }
    new DropoutLayer(dropout);
  }
}
