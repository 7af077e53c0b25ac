package dev.trine.cpu;

import dev.trine.backend.internal.NativeAccess;
import dev.trine.backend.internal.Unavailable;
import java.util.regex.Pattern;

/** Why oneDNN does not load, told for those who can do something about it. */
final class OneDnnFailure {
  /** What JNA and JavaCPP say of folders that they cannot write to. */
  private static final Pattern NO_FOLDER =
      Pattern.compile("temporary (file|directory)|Could not create the cache|No space left");

  private OneDnnFailure() {}

  static Unavailable of(Throwable thrown) {
    boolean wraps = thrown instanceof ExceptionInInitializerError && thrown.getCause() != null;
    Throwable failure = wraps ? thrown.getCause() : thrown;
    return NativeAccess.refusal(thrown)
        .orElseGet(
            () ->
                new Unavailable(
                    failure.toString().lines().findFirst().orElse(""), remedy(failure.toString())));
  }

  private static String remedy(String failure) {
    if (NO_FOLDER.matcher(failure).find()) {
      return "have JNA and JavaCPP unpack their native parts to folders that can be written and have"
          + " room: -Djna.tmpdir=FOLDER and -Dorg.bytedeco.javacpp.cachedir=FOLDER";
    }
    // The bindings' natives are modules that nobody requires, as each platform has its own.
    return OneDnnFailure.class.getModule().isNamed()
        ? "start Java with --add-modules=ALL-MODULE-PATH, and have org.bytedeco:dnnl, opencl and"
            + " javacpp for this platform on the module path"
        : "put org.bytedeco:dnnl, opencl and javacpp for this platform and"
            + " net.java.dev.jna:jna on the class path";
  }
}
