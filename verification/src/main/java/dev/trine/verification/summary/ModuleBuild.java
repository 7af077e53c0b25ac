package dev.trine.verification.summary;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Maven says of a module at its end.
 *
 * @param succeeded whether it was built and its tests passed
 */
record ModuleBuild(boolean succeeded, double minutes) {
  private static final Pattern COLOUR = Pattern.compile("\u001B\\[[\\d;]*m");

  /**
   * Such as {@code Trine core ..... SUCCESS [01:02 min]}; of a module that was left out no time.
   */
  private static final Pattern LINE =
      Pattern.compile("\\[INFO] (\\S.*?) \\.+ (SUCCESS|FAILURE) \\[ *(\\S+) (s|min|h)]");

  /**
   * By the module's name; none if Maven did not come to its end.
   *
   * @param log what it printed
   */
  static Map<String, ModuleBuild> read(Path log) throws IOException {
    Map<String, ModuleBuild> builds = new HashMap<>();
    if (!Files.exists(log)) {
      return builds;
    }
    // What tests print may be in any encoding.
    for (String line : Files.readAllLines(log, StandardCharsets.ISO_8859_1)) {
      Matcher module = LINE.matcher(COLOUR.matcher(line).replaceAll(""));
      if (module.matches()) {
        builds.put(
            module.group(1),
            new ModuleBuild(
                module.group(2).equals("SUCCESS"), minutes(module.group(3), module.group(4))));
      }
    }
    return builds;
  }

  /** Of {@code 12.345 s}, {@code 01:02 min} or {@code 01:02 h}. */
  private static double minutes(String time, String unit) {
    String[] parts = time.split(":");
    double units =
        parts.length == 1
            ? Double.parseDouble(time)
            : Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]) / 60.0;
    return switch (unit) {
      case "s" -> units / 60;
      case "min" -> units;
      default -> units * 60;
    };
  }
}
