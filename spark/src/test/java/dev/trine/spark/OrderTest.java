package dev.trine.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderTest {
  private final Order order = new Order(42, 3, 10);

  @Test
  void everyPassHasEveryExampleOnceInAnOrderOfItsOwn() {
    int[] two = order.indices(0, 20);
    int[] first = Arrays.copyOfRange(two, 0, 10);
    int[] second = Arrays.copyOfRange(two, 10, 20);
    assertFalse(Arrays.equals(first, second));
    Arrays.sort(first);
    Arrays.sort(second);
    assertArrayEquals(IntStream.range(0, 10).toArray(), first);
    assertArrayEquals(first, second);
  }

  @Test
  void whatComesAtAPlaceDoesNotDependOnWhereOneBegins() {
    int[] all = order.indices(0, 35);
    for (int from = 0; from < 35; from++) {
      for (int count = 0; count <= 35 - from; count++) {
        assertArrayEquals(Arrays.copyOfRange(all, from, from + count), order.indices(from, count));
      }
    }
  }

  @Test
  void itGoesOnBeyondWhatIntegersCount() {
    long far = 10L * Integer.MAX_VALUE + 7;
    assertEquals(order.indices(far, 5)[4], order.indices(far + 4, 1)[0]);
  }

  @Test
  void partitionsAndSeedsDiffer() {
    int[] own = new Order(42, 3, 1000).indices(0, 1000);
    assertFalse(Arrays.equals(own, new Order(42, 4, 1000).indices(0, 1000)));
    assertFalse(Arrays.equals(own, new Order(43, 3, 1000).indices(0, 1000)));
  }
}
