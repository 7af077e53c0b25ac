package dev.trine.spark;

import java.io.Serializable;

/** What every partition begins a round with. */
final class RoundStart implements Serializable {
  private static final long serialVersionUID = 1;

  private final float[] weights;
  private final float[] moments;

  /**
   * @param moments of local steps, as {@link Moments} has them; empty where they begin anew
   */
  RoundStart(float[] weights, float[] moments) {
    this.weights = weights;
    this.moments = moments;
  }

  float[] weights() {
    return weights;
  }

  float[] moments() {
    return moments;
  }
}
