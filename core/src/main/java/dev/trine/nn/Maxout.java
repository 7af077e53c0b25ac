package dev.trine.nn;

import dev.trine.backend.Activation;
import dev.trine.graph.Node;
import dev.trine.graph.Reshape;
import dev.trine.graph.ops.Extreme;
import dev.trine.tensor.Shape;
import java.util.Arrays;

/**
 * The largest of several linear functions for each unit (Goodfellow et al. 2013, section 3): {@code
 * maxⱼ (x·Wⱼ + bⱼ)}, [batch, …, in] to [batch, …, units]. Its part {@code pieces} is a dense layer
 * of units·pieces, those of one unit side by side. Where several are largest, each has its share of
 * the gradient.
 */
public record Maxout(int units, int pieces) implements UnaryLayer, Stepwise {
  public Maxout {
    if (units < 1 || pieces < 1) {
      throw new IllegalArgumentException(
          "maxout of %s units of %s pieces, expected at least 1 of both".formatted(units, pieces));
    }
  }

  @Override
  public Node apply(Scope scope, Node in) {
    Dense dense = new Dense(Math.multiplyExact(units, pieces), Activation.IDENTITY);
    Node all = scope.part("pieces", dense, in);
    long[] apart = Arrays.copyOf(all.shape().dimensions(), all.shape().rank() + 1);
    apart[apart.length - 2] = units;
    apart[apart.length - 1] = pieces;
    Node largest = Extreme.max(Reshape.reshape(all, Shape.of(apart)));
    return Reshape.reshape(largest, Shape.of(Arrays.copyOf(apart, apart.length - 1)));
  }
}
