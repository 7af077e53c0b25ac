package dev.trine.nn;

import dev.trine.backend.Activation;

/** Short names of the layers, for static import. */
public final class Layers {
  private Layers() {}

  /** A fully connected layer without activation, as the last one before a loss. */
  public static Layer dense(int units) {
    return new Dense(units, Activation.IDENTITY);
  }

  /** A fully connected layer. */
  public static Layer dense(int units, Activation activation) {
    return new Dense(units, activation);
  }

  /** An activation function on its own. */
  public static Layer activate(Activation activation) {
    return new Activate(activation);
  }

  /** Sets a fraction of all elements to zero while training. */
  public static Layer dropout(double rate) {
    return new DropoutLayer(rate);
  }

  /** Turns each example into a vector. */
  public static Layer flatten() {
    return new Flatten();
  }
}
