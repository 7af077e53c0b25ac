package dev.trine.backend.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ScatterOrderTest {
  /** What 1 swallows of each alone, it does not of a whole run of them. */
  @Test
  void runsAreSummedBeforeTheyAreAdded() {
    float[] updates = new float[300];
    Arrays.fill(updates, 0x1p-24f);
    updates[0] = 1;
    assertEquals(1 + (128 + 44) * 0x1p-24f, ScatterOrder.sum(updates));
  }

  @Test
  void ofNoneIsZeroAndOfOneItself() {
    assertEquals(0f, ScatterOrder.sum(new float[0]));
    assertEquals(0.1f, ScatterOrder.sum(new float[] {0.1f}));
    assertEquals(0f, ScatterOrder.sum(new float[] {-0f}));
  }

  @Test
  void depthIsThatOfTheFirstUpdate() {
    assertEquals(0, ScatterOrder.depth(0));
    assertEquals(1, ScatterOrder.depth(1));
    assertEquals(128, ScatterOrder.depth(128));
    assertEquals(129, ScatterOrder.depth(129));
    assertEquals(128 + 8191, ScatterOrder.depth(1 << 20));
  }

  /** Within its bound in the worst case: all of one sign. */
  @Test
  void errsByAtMostItsDepth() {
    float[] updates = new float[100_003];
    double exact = 0;
    for (int i = 0; i < updates.length; i++) {
      updates[i] = 0.1f + i % 7 * 0.03f;
      exact += updates[i];
    }
    double bound = ScatterOrder.depth(updates.length) * 0x1p-24 * exact;
    assertEquals(exact, ScatterOrder.sum(updates), bound);
  }
}
