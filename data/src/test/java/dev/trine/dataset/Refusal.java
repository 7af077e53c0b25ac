package dev.trine.dataset;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.DataException;
import org.junit.jupiter.api.function.Executable;

/** What a malformed file is answered with. */
public final class Refusal {
  private Refusal() {}

  /** Fails unless a {@link DataException} is thrown that says all of the parts. */
  public static void says(Executable reading, String... parts) {
    String message = assertThrows(DataException.class, reading).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), message + " does not say " + part);
    }
  }
}
