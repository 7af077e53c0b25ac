package dev.trine.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.tensor.Shape;
import org.junit.jupiter.api.Test;

class ViewTest {
  private final Buffer buffer = FakeBuffer.f32(24);

  @Test
  void aViewLiesWithinItsBuffer() {
    assertEquals(6, buffer.view(18, Shape.of(2, 3)).elements());
    assertThrows(IllegalArgumentException.class, () -> buffer.view(19, Shape.of(2, 3)));
    assertThrows(IllegalArgumentException.class, () -> buffer.view(-1, Shape.of(2)));
  }

  @Test
  void anOffsetNearTheLargestLongDoesNotWrapAround() {
    assertThrows(IllegalArgumentException.class, () -> buffer.view(Long.MAX_VALUE, Shape.of(2)));
  }

  @Test
  void aReshapeKeepsTheElements() {
    View view = buffer.view(4, Shape.of(3, 4));
    assertEquals(buffer.view(4, Shape.of(2, 6)), view.reshape(Shape.of(2, 6)));
    assertThrows(IllegalArgumentException.class, () -> view.reshape(Shape.of(11)));
  }

  @Test
  void aSliceTakesExamplesOfTheOutermostDimension() {
    View view = buffer.view(4, Shape.of(5, 4));
    assertEquals(buffer.view(12, Shape.of(3, 4)), view.slice(2, 5));
    assertEquals(0, view.slice(2, 2).elements());
    assertThrows(IllegalArgumentException.class, () -> view.slice(2, 6));
    assertThrows(IllegalArgumentException.class, () -> view.slice(3, 2));
    assertThrows(IllegalArgumentException.class, () -> buffer.view(0, Shape.of()).slice(0, 0));
  }

  @Test
  void viewsOverlapWhereTheyShareAnElement() {
    View view = buffer.view(4, Shape.of(4));
    assertTrue(view.overlaps(view));
    assertTrue(view.overlaps(buffer.view(7, Shape.of(9))));
    assertTrue(view.overlaps(buffer.view(0, Shape.of(5))));
    assertFalse(view.overlaps(buffer.view(8, Shape.of(4))));
    assertFalse(view.overlaps(buffer.view(0, Shape.of(4))));
    assertFalse(view.overlaps(buffer.view(5, Shape.of(0))));
    assertFalse(view.overlaps(FakeBuffer.f32(24).view(4, Shape.of(4))));
  }
}
