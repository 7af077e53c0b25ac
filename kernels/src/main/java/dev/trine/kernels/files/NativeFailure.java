package dev.trine.kernels.files;

import dev.trine.backend.internal.NativeAccess;
import dev.trine.backend.internal.Unavailable;

/**
 * What went wrong with a binding's native library, told for those who can do something about it.
 */
public final class NativeFailure {
  private static final String NO_FOLDER =
      "set XDG_CACHE_HOME or -Djava.io.tmpdir to a folder that can be written and has room";
  private static final String NOT_LOADED =
      "see that its folder is not mounted noexec and that the libraries it needs are installed";

  private NativeFailure() {}

  /**
   * Explains what {@link NativeUnpacker} or the binding threw.
   *
   * @param binding its name
   * @param platforms for which it has libraries
   */
  public static Unavailable of(String binding, String platforms, Throwable failure) {
    String library = binding + "'s native library ";
    if (failure instanceof UnpackException) {
      return new Unavailable(library + failure.getMessage(), NO_FOLDER);
    }
    if (failure instanceof NativeUnpacker.NotForThisMachine) {
      return new Unavailable(
          library + "is not there: " + failure.getMessage(),
          "%s has libraries for %s; this is %s on %s"
              .formatted(
                  binding,
                  platforms,
                  System.getProperty("os.name"),
                  System.getProperty("os.arch")));
    }
    return NativeAccess.refusal(failure)
        .orElseGet(
            () -> new Unavailable(library + "does not load: " + reason(failure), NOT_LOADED));
  }

  /** The linker's own words, where a binding wraps them in many lines of its own. */
  public static String reason(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return message
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith(UnsatisfiedLinkError.class.getName() + ": "))
        .map(line -> line.substring(line.indexOf(": ") + 2))
        .findFirst()
        .orElse(message.lines().findFirst().orElse(""));
  }
}
