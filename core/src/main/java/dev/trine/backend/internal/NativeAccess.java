package dev.trine.backend.internal;

import java.util.Optional;

/**
 * Java's own leave to load native code, which it gives to all code, with a warning from Java 24 on,
 * unless it is started with {@code --illegal-native-access=deny}.
 */
public final class NativeAccess {
  private static final String REFUSAL = "IllegalCallerException";

  private NativeAccess() {}

  /**
   * What to do about a failure if it is Java's refusal, which bindings hide in causes and messages.
   */
  public static Optional<Unavailable> refusal(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.toString().contains(REFUSAL)) {
        return Optional.of(
            new Unavailable(
                "Java refuses to load native code (" + REFUSAL + ")",
                "start Java with --enable-native-access=ALL-UNNAMED, or name the modules there"));
      }
    }
    return Optional.empty();
  }
}
