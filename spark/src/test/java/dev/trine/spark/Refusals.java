package dev.trine.spark;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** What is refused, whether at once or by a task, in which case Spark wraps it. */
public final class Refusals {
  private Refusals() {}

  /** Checks that a call fails by an exception of a type, with these parts in its message. */
  public static void refused(Class<? extends Exception> type, Executable call, String... parts) {
    Throwable failure = assertThrows(Throwable.class, call);
    Throwable cause = failure;
    while (cause != null && !type.isInstance(cause)) {
      cause = cause.getCause();
    }
    assertNotNull(cause, () -> "expected a " + type.getSimpleName() + " in " + failure);
    String message = cause.getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "expected '" + part + "' in: " + message);
    }
  }
}
