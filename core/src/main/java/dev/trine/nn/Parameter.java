package dev.trine.nn;

import dev.trine.tensor.Shape;

/**
 * A tensor of a network that outlives a step.
 *
 * @param name its path: {@code dense/1/weight}
 * @param role what changes it
 */
public record Parameter(String name, Shape shape, Initialiser initialiser, Role role) {
  /** What changes a tensor of a network. */
  public enum Role {
    /** The optimizer, and weight decay. */
    DECAYING,
    /** The optimizer alone. */
    TRAINED,
    /** The forward passes of training, see {@link Scope#state}: no gradient. */
    STATE,
    /** Nothing: see {@link Network#frozen}. */
    FROZEN
  }
}
