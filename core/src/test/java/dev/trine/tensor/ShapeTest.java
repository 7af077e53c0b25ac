package dev.trine.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void elementsAreTheProductOfTheExtents() {
    assertEquals(24, Shape.of(2, 3, 4).elements());
    assertEquals(1, Shape.of().elements());
    assertEquals(0, Shape.of(7, 0).elements());
    assertEquals(6_000_000_000L, Shape.of(2_000_000_000L, 3).elements());
  }

  @Test
  void dimensionsCountFromBothEnds() {
    Shape shape = Shape.of(2, 3, 4);
    assertEquals(3, shape.rank());
    assertEquals(2, shape.dimension(0));
    assertEquals(4, shape.dimension(-1));
    assertEquals(3, shape.dimension(-2));
  }

  @Test
  void aBatchOfExamplesHasOneMoreDimension() {
    assertEquals(Shape.of(5, 2, 3), Shape.of(2, 3).batched(5));
    assertEquals(Shape.of(2, 3), Shape.of(5, 2, 3).example());
    assertEquals(Shape.of(5), Shape.of().batched(5));
  }

  @Test
  void aScalarIsNoBatch() {
    assertThrows(IllegalArgumentException.class, () -> Shape.of().example());
  }

  @Test
  void aNegativeExtentIsNamed() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Shape.of(2, -3)).getMessage();
    assertTrue(message.contains("-3"), message);
  }

  @Test
  void anElementCountBeyond63BitsIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Shape.of(1L << 32, 1L << 32));
  }

  @Test
  void shapesAreImmutableValues() {
    long[] dimensions = {2, 3};
    Shape shape = Shape.of(dimensions);
    dimensions[0] = 9;
    shape.dimensions()[1] = 9;
    assertEquals(Shape.of(2, 3), shape);
    assertEquals(Shape.of(2, 3).hashCode(), shape.hashCode());
    assertNotEquals(Shape.of(3, 2), shape);
    assertNotEquals(Shape.of(6), shape);
    assertArrayEquals(new long[] {2, 3}, shape.dimensions());
  }
}
