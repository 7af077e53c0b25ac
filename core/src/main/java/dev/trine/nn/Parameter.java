package dev.trine.nn;

import dev.trine.tensor.Shape;

/**
 * A trainable tensor of a network.
 *
 * @param name its path: {@code dense/1/weight}
 * @param decays whether weight decay applies
 */
public record Parameter(String name, Shape shape, Initialiser initialiser, boolean decays) {}
