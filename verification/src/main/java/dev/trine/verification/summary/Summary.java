package dev.trine.verification.summary;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prints what {@code ./verify} says at its end, from the reports and logs that Maven left. */
public final class Summary {
  private static final Path BUDGETS = Path.of("verification", "budgets.txt");

  private Summary() {}

  /**
   * @param arguments the checkout; what the budget of the whole is called; the seconds that the
   *     whole took; and for each run of Maven {@code JAVA=LOG}: the version of Java that ran the
   *     tests, and the file with Maven's output
   * @throws IOException if a report, a POM or the budgets cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    lines(List.of(arguments)).forEach(out::println);
  }

  static List<String> lines(List<String> arguments) throws IOException {
    Path root = Path.of(arguments.get(0));
    double minutes = Double.parseDouble(arguments.get(2)) / 60;
    List<ModuleRun> runs = new ArrayList<>();
    for (String run : arguments.subList(3, arguments.size())) {
      int split = run.indexOf('=');
      runs.addAll(runs(root, run.substring(0, split), Path.of(run.substring(split + 1))));
    }
    Budgets budgets = Budgets.read(root.resolve(BUDGETS));
    return SummaryText.of(runs, budgets, arguments.get(1), minutes);
  }

  private static List<ModuleRun> runs(Path root, String java, Path log) throws IOException {
    Map<String, ModuleBuild> builds = ModuleBuild.read(log);
    List<ModuleRun> runs = new ArrayList<>();
    for (Map.Entry<String, String> module : Modules.of(root).entrySet()) {
      List<TestResult> results =
          TestReports.of(root, module.getKey()).stream()
              .filter(result -> result.java().equals(java))
              .toList();
      ModuleBuild build = builds.get(module.getValue());
      // A module without tests has nothing to say, unless it failed.
      if (!results.isEmpty() || (build != null && !build.succeeded())) {
        runs.add(new ModuleRun(module.getKey(), java, results, build));
      }
    }
    return runs;
  }
}
