package dev.trine.train;

import static dev.trine.nn.Layers.dense;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trine.graph.Node;
import dev.trine.nn.Initialiser;
import dev.trine.nn.Network;
import dev.trine.nn.Scope;
import dev.trine.nn.UnaryLayer;
import dev.trine.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientSumTest {
  /** Keeps a number. */
  private record Keeps() implements UnaryLayer {
    @Override
    public Node apply(Scope scope, Node in) {
      scope.state("kept", Shape.of(1), Initialiser.constant(0));
      return in;
    }
  }

  /** Weight, bias, state; then loss and weight. */
  private final GradientSum sum =
      new GradientSum(Network.of(Shape.of(1), dense(1), new Keeps()).layout());

  private static float[] flat(float gradient, float state, float weight) {
    return new float[] {gradient, 0, state, 0.5f, weight};
  }

  private float[] of(float[]... flats) {
    for (float[] flat : flats) {
      sum.weigh(flat);
    }
    float[] all = GradientSum.sum(List.of(flats));
    sum.finish(all, () -> new float[] {0, 0, 42});
    return all;
  }

  @Test
  void gradientsAndMeasuresAreSums() {
    assertArrayEquals(
        new float[] {7, 0, 1, 1, 3 + 4}, of(flat(2, 1, 3), flat(5, 1, 4)), "of state the mean");
  }

  @Test
  void theOrderIsThatOfAdjacentPairs() {
    float[] found =
        of(flat(1, 0, 1), flat(1e8f, 0, 1), flat(-1e8f, 0, 1), flat(1, 0, 1), flat(3, 0, 1));
    assertEquals(((1 + 1e8f) + (-1e8f + 1)) + 3, found[0]);
  }

  @Test
  void stateIsTheMeanByWeight() {
    assertEquals((1 * 3 + 9 * 1) / 4f, of(flat(0, 1, 3), flat(0, 9, 1))[2]);
  }

  /** Whatever it became there: an average of nothing is NaN. */
  @Test
  void whatWeighsNothingIsLeftOut() {
    float[] nothing = flat(0, Float.NaN, 0);
    assertEquals(5, of(nothing.clone(), flat(0, 5, 2))[2]);
    assertEquals(5, of(flat(0, 5, 2), nothing.clone())[2]);
    assertEquals(6, of(nothing.clone(), nothing.clone(), flat(0, 5, 2), nothing, flat(0, 7, 2))[2]);
  }

  @Test
  void whereNoneWeighsAnythingItStaysAsItWas() {
    assertEquals(42, of(flat(0, 8, 0), flat(0, Float.NaN, 0), flat(0, 3, 0))[2]);
  }

  @Test
  void arraysAreOfOneLength() {
    assertThrows(
        IllegalArgumentException.class,
        () -> GradientSum.sum(List.of(flat(0, 0, 1), new float[] {1, 2, 3})));
  }
}
