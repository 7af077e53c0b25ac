package dev.trine.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import org.junit.jupiter.api.Test;

class ViewTest {
  private final Buffer buffer = new FakeBuffer(99, "test");
  private final View floats = buffer.view(DType.F32, 0, Shape.of(24));

  private static void refused(String message, Runnable view) {
    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, view::run);
    assertTrue(refusal.getMessage().contains(message), refusal::getMessage);
  }

  @Test
  void aViewLiesWithinItsBuffer() {
    assertEquals(6, buffer.view(DType.F32, 72, Shape.of(2, 3)).elements());
    assertEquals(3, buffer.view(DType.U8, 96, Shape.of(3)).bytes());
    refused(
        "F32[2, 3] at byte 76 does not fit the 99 bytes of buffer 'test'",
        () -> buffer.view(DType.F32, 76, Shape.of(2, 3)));
    refused("does not fit", () -> buffer.view(DType.U8, 96, Shape.of(4)));
    refused("does not fit", () -> buffer.view(DType.U8, -1, Shape.of(2)));
    refused("does not fit", () -> buffer.view(DType.U8, 100, Shape.of(0)));
  }

  @Test
  void aViewBeginsAtAMultipleOfItsElements() {
    refused(
        "at byte 6 of buffer 'test', expected a multiple of the 4 bytes",
        () -> buffer.view(DType.I32, 6, Shape.of(2)));
    assertEquals(3, buffer.view(DType.BF16, 6, Shape.of(2)).elementOffset());
    refused("multiple of the 2 bytes", () -> buffer.view(DType.BF16, 7, Shape.of(2)));
    assertEquals(7, buffer.view(DType.U8, 7, Shape.of(2)).elementOffset());
  }

  @Test
  void extentsNearTheLargestLongDoNotWrapAround() {
    refused("does not fit", () -> buffer.view(DType.U8, Long.MAX_VALUE, Shape.of(2)));
    refused("does not fit", () -> buffer.view(DType.F32, 0, Shape.of(1L << 62)));
    refused("does not fit", () -> floats.part(Long.MAX_VALUE, Shape.of(2)));
  }

  @Test
  void aReshapeKeepsTheElements() {
    View view = floats.part(4, Shape.of(3, 4));
    assertEquals(buffer.view(DType.F32, 16, Shape.of(2, 6)), view.reshape(Shape.of(2, 6)));
    refused("11", () -> view.reshape(Shape.of(11)));
  }

  @Test
  void aSliceTakesExamplesOfTheOutermostDimension() {
    View view = floats.part(4, Shape.of(5, 4));
    assertEquals(buffer.view(DType.F32, 48, Shape.of(3, 4)), view.slice(2, 5));
    assertEquals(0, view.slice(2, 2).elements());
    refused("[2, 6)", () -> view.slice(2, 6));
    refused("[3, 2)", () -> view.slice(3, 2));
    refused("[0, 0)", () -> floats.part(0, Shape.of()).slice(0, 0));
  }

  @Test
  void aPartLiesWithinItsView() {
    View view = buffer.view(DType.BF16, 2, Shape.of(4, 4));
    assertEquals(buffer.view(DType.BF16, 8, Shape.of(13)), view.part(3, Shape.of(13)));
    refused("from element 4 on does not fit the 16 elements", () -> view.part(4, Shape.of(13)));
    refused("from element -1", () -> view.part(-1, Shape.of(2)));
  }

  @Test
  void viewsOverlapWhereTheyShareAnElement() {
    View view = floats.part(4, Shape.of(4));
    assertTrue(view.overlaps(view));
    assertTrue(view.overlaps(floats.part(7, Shape.of(9))));
    assertTrue(view.overlaps(floats.part(0, Shape.of(5))));
    assertFalse(view.overlaps(floats.part(8, Shape.of(4))));
    assertFalse(view.overlaps(floats.part(0, Shape.of(4))));
    assertFalse(view.overlaps(floats.part(5, Shape.of(0))));
    assertFalse(view.overlaps(FakeBuffer.f32(24).part(4, Shape.of(4))));
  }

  @Test
  void viewsOfDifferentTypesOverlapWhereTheyShareAByte() {
    View view = floats.part(4, Shape.of(4));
    assertTrue(view.overlaps(buffer.view(DType.U8, 31, Shape.of(1))));
    assertTrue(buffer.view(DType.BF16, 10, Shape.of(4)).overlaps(view));
    assertFalse(view.overlaps(buffer.view(DType.U8, 32, Shape.of(9))));
    assertFalse(buffer.view(DType.BF16, 8, Shape.of(4)).overlaps(view));
  }
}
