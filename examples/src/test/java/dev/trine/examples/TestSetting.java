package dev.trine.examples;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs an example on the CPU, as the command line does, and gives what it says. */
public final class TestSetting {
  private TestSetting() {}

  /**
   * The lines that it says.
   *
   * @param folder where models are kept, and the report goes as {@code report.html}
   * @param data the user's folder, or null
   */
  public static List<String> run(Example example, Path folder, Path data, String... arguments) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    try (Backend backend = Backends.open("cpu", BackendOptions.defaults())) {
      example.run(
          new Setting(
              List.of(arguments),
              Optional.ofNullable(data),
              Optional.of(folder.resolve("report.html")),
              backend,
              new Kept(folder, "test", false, out),
              out));
    }
    return text.toString().lines().toList();
  }

  /** The number behind the first colon of the line that begins so. */
  public static double number(List<String> lines, String beginning) {
    String line =
        lines.stream().filter(each -> each.startsWith(beginning)).findFirst().orElseThrow();
    return Double.parseDouble(line.substring(line.indexOf(": ") + 2).split(" ")[0]);
  }
}
