package dev.trine.cuda;

import dev.trine.TrineException;
import dev.trine.cuda.ptx.PtxRenderer;
import dev.trine.kernels.KernelForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kernel module as NVIDIA's portable assembly.
 *
 * @param module the module's name
 * @param meaning what a generated module computes, for errors; empty for one that this jar carries
 */
record Ptx(String module, String text, String meaning) {
  private static final Pattern VERSION = Pattern.compile("^\\.version (\\S+)", Pattern.MULTILINE);
  private static final Pattern ENTRY =
      Pattern.compile("^\\.visible \\.entry (\\w+)\\(([^)]*)\\)", Pattern.MULTILINE);
  private static final Pattern PARAMETER = Pattern.compile("\\.param \\.[bfsu](\\d+)");

  Ptx(String module, String text) {
    this(module, text, "");
  }

  /** The module of a generated kernel, which has the module's name. */
  static Ptx render(KernelForm form) {
    return new Ptx(PtxRenderer.name(form), PtxRenderer.render(form), form.key());
  }

  /** Reads a module that this jar carries. */
  static Ptx load(String module) {
    try (InputStream in = Ptx.class.getResourceAsStream(module + ".ptx")) {
      if (in == null) {
        throw new TrineException("There are no kernels '" + module + "' for CUDA");
      }
      return new Ptx(module, new String(in.readAllBytes(), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the kernels '" + module + "'", e);
    }
  }

  /** The version of the assembly language, which a driver must know. */
  String version() {
    Matcher found = VERSION.matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("The PTX of '" + module + "' has no " + VERSION);
    }
    return found.group(1);
  }

  /** The kernels by name, each with the bytes of its parameters. */
  Map<String, int[]> entries() {
    Map<String, int[]> entries = new LinkedHashMap<>();
    Matcher entry = ENTRY.matcher(text);
    while (entry.find()) {
      int[] bytes =
          PARAMETER
              .matcher(entry.group(2))
              .results()
              .mapToInt(parameter -> Integer.parseInt(parameter.group(1)) / Byte.SIZE)
              .toArray();
      entries.put(entry.group(1), bytes);
    }
    return entries;
  }
}
