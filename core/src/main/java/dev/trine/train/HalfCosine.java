package dev.trine.train;

/** The way from one factor to another that begins and ends level. */
final class HalfCosine {
  private HalfCosine() {}

  /**
   * A factor on the way.
   *
   * @param way how much of it is behind, from 0; from 1 on it is over
   */
  static double between(double from, double to, double way) {
    return to + (from - to) * (1 + Math.cos(Math.PI * Math.min(1, way))) / 2;
  }
}
