package dev.trine.nn;

import dev.trine.backend.Activation;

/** Short names of the layers, for static import. */
public final class Layers {
  private Layers() {}

  /**
   * Makes a layer of your own known by a name, so that networks with it can be saved and loaded,
   * and its parameters are called by that name. To be done before either, in every program that
   * does.
   *
   * @param name such as {@code highway}: small letters, digits and hyphens
   * @param type a record, whose components are int, double, boolean, String or enums; they become
   *     its JSON
   * @throws IllegalArgumentException if another layer has that name, or a component is of a kind
   *     that has no JSON
   */
  public static <T extends Record & Layer> void register(String name, Class<T> type) {
    LayerJson.register(name, type);
  }

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
