package dev.trine.backend.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourcesTest {
  private final Resources resources = new Resources();
  private final List<String> closed = new ArrayList<>();

  private void open(String name, RuntimeException failure) {
    resources.add(
        () -> {
          closed.add(name);
          if (failure != null) {
            throw failure;
          }
        });
  }

  @Test
  void theLastOpenedIsClosedFirstAndOnlyOnce() {
    open("first", null);
    open("second", null);
    resources.close();
    resources.close();
    assertEquals(List.of("second", "first"), closed);
  }

  @Test
  void aFailureKeepsNoneFromBeingClosed() {
    RuntimeException early = new IllegalStateException("early");
    RuntimeException late = new IllegalStateException("late");
    open("first", late);
    open("second", early);
    open("third", null);
    assertSame(early, assertThrows(IllegalStateException.class, resources::close));
    assertArrayEquals(new Throwable[] {late}, early.getSuppressed());
    assertEquals(List.of("third", "second", "first"), closed);
  }

  @Test
  void whatFailsWhileCleaningUpIsAttachedToItsCause() {
    RuntimeException cause = new IllegalArgumentException("cause");
    RuntimeException further = new IllegalStateException("further");
    open("first", further);
    open("same", cause);
    resources.closeAfter(cause);
    assertArrayEquals(new Throwable[] {further}, cause.getSuppressed());
  }
}
