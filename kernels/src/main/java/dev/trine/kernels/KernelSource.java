package dev.trine.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a module, in one piece: each {@code #include "file"} is replaced by that file, for
 * OpenCL compilers, which are given text and no folder. Includes in angle brackets stay.
 *
 * @param module the module's name
 * @param text the whole program
 */
public record KernelSource(String module, String text) {
  private static final Pattern INCLUDE =
      Pattern.compile("^[ \\t]*#[ \\t]*include[ \\t]+\"([^\"]+)\"[ \\t]*$", Pattern.MULTILINE);

  /** Reads a module that this jar carries. */
  public static KernelSource load(String module) {
    return new KernelSource(module, expand(module + ".c", new ArrayDeque<>()));
  }

  /** A text that includes files of this jar. */
  public static KernelSource of(String module, String text) {
    return new KernelSource(module, replaceIncludes(text, new ArrayDeque<>()));
  }

  /** SHA-256 of the text, in hexadecimal: tells compiled forms of other texts apart. */
  public String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }

  private static String expand(String file, Deque<String> within) {
    if (within.contains(file)) {
      throw new IllegalStateException("Kernel source " + file + " includes itself: " + within);
    }
    within.push(file);
    String text = replaceIncludes(read(file), within);
    within.pop();
    return text;
  }

  private static String replaceIncludes(String text, Deque<String> within) {
    return INCLUDE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(expand(match.group(1), within)));
  }

  private static String read(String file) {
    try (InputStream in = KernelSource.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException("There is no kernel source " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read kernel source " + file, e);
    }
  }
}
