package dev.trine.kernels.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.internal.Unavailable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of failure has its own reason and remedy. */
class NativeFailureTest {
  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            unpacking(new FileSystemException("/c", null, "Read-only file system")),
            "Test's native library cannot be unpacked to /c (Read-only file system), nor to /t (no"
                + " room)",
            "XDG_CACHE_HOME or -Djava.io.tmpdir"),
        Arguments.of(
            unpacking(new AccessDeniedException("/c")), "to /c (access is denied)", "folder"),
        Arguments.of(
            unpacking(new NoSuchFileException("/c")), "to /c (there is no such folder)", "folder"),
        Arguments.of(
            new ExceptionInInitializerError(new IllegalCallerException("Illegal native access")),
            "Java refuses to load native code",
            "--enable-native-access=ALL-UNNAMED"),
        Arguments.of(
            new UnsatisfiedLinkError("Error\n  java.lang.IllegalCallerException: Illegal\n"),
            "Java refuses to load native code",
            "--enable-native-access=ALL-UNNAMED"),
        Arguments.of(
            new UnsatisfiedLinkError(
                "Error\n  java.lang.UnsatisfiedLinkError: a.so: failed to map segment\n  at b"),
            "Test's native library does not load: a.so: failed to map segment",
            "noexec"));
  }

  private static IOException unpacking(IOException failure) {
    IOException full = new FileSystemException("/t", null, "no room");
    return new UnpackException(Path.of("/c"), failure, "/t", full);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void isExplained(Throwable failure, String reason, String remedy) {
    Unavailable why = NativeFailure.of("Test", "Plan 9", failure);
    assertTrue(why.reason().contains(reason), why.reason());
    assertTrue(why.remedy().contains(remedy), why.remedy());
    assertEquals(1, why.reason().lines().count());
  }
}
