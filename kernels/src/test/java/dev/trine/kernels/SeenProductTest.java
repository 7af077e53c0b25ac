package dev.trine.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.internal.ConvolutionShape;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.Window;
import org.junit.jupiter.api.Test;

class SeenProductTest {
  @Test
  void forwardsEachGroupIsAProductOfAllPlacesAndTaps() {
    Matmul matrices = product(3, 1, 1, 2, false);
    assertEquals(2, matrices.batch());
    assertEquals(5 * 9 * 9, matrices.m());
    assertEquals(10, matrices.n());
    assertEquals(3 * 3 * 6, matrices.k());
  }

  /** Of nine pixels the first phase has five, and of three taps two. */
  @Test
  void backwardsAStrideMakesPhasesThatShareTheTaps() {
    Matmul matrices = product(3, 2, 1, 1, true);
    assertEquals(4, matrices.batch());
    assertEquals(5 * 5 * 5, matrices.m());
    assertEquals(12, matrices.n());
    assertEquals(2 * 2 * 20, matrices.k());
  }

  /** Steps of two are whole strides: a pixel is seen by all taps, or by none. */
  @Test
  void stepsThatAreWholeStridesLeaveThePhaseAllTaps() {
    assertEquals(3 * 3 * 20, product(3, 2, 2, 1, true).k());
  }

  @Test
  void thereAreNoMorePhasesThanPixels() {
    Matmul matrices = product(3, 16, 1, 1, true);
    assertEquals(81, matrices.batch());
    assertEquals(5, matrices.m());
    assertEquals(20, matrices.k());
  }

  private static Matmul product(int size, int stride, int step, int groups, boolean backwards) {
    Window window = new Window(size, size, stride, stride, step, step, 1, 1, 1, 1);
    int rows = (int) window.rows(9);
    ConvolutionShape shape = new ConvolutionShape(window, groups, 5, 9, 9, 12, rows, rows, 20);
    return new SeenProduct(shape, backwards).matrices();
  }
}
